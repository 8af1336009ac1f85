/* What lists can be taken away as. */
#ifndef LECTERN_DOMAIN_EXPORT_FORMAT_H
#define LECTERN_DOMAIN_EXPORT_FORMAT_H

enum export_format {
    EXPORT_CSV,
    EXPORT_XLSX,
    EXPORT_PDF_SHEET,  /* 签到表 */
    EXPORT_PDF_BLANK,  /* the same to be filled in by hand */
    EXPORT_PDF_REPORT, /* 学习情况报告 */
    EXPORT_JSON,
    EXPORT_ICS,
    EXPORT_FORMAT_COUNT
};

#endif
