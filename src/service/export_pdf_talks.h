/* What the report says of talks and of votes in them; no person's name, as it goes by mail. */
#ifndef LECTERN_SERVICE_EXPORT_PDF_TALKS_H
#define LECTERN_SERVICE_EXPORT_PDF_TALKS_H

#include "service/export_flow.h"
#include "service/export_talks.h"

/* Of one lecture: a line each time its talk was held. */
void export_pdf_talk_facts(struct flow *flow, const struct export_talks *talks);

/* Of the event: a row each. Nothing where there is none. */
void export_pdf_talk_table(struct flow *flow, const struct export_talks *talks);

/* Questions, how many chose what, and what was right. only: as it was loaded; NULL = the lecture stands with
 * each question. */
void export_pdf_votes(struct flow *flow, const struct export_talks *talks, const struct lecture *only);

#endif
