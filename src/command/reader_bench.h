/* `lectern reader test` at a terminal: cards are scanned, a profile is proposed, Enter accepts it. */
#ifndef LECTERN_COMMAND_READER_BENCH_H
#define LECTERN_COMMAND_READER_BENCH_H

struct store;

/* Returns the exit code. The store is open for writing. */
int reader_bench(struct store *store);

#endif
