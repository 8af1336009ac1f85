#include "cli.h"

#include "base/civil.h"
#include "command/commands.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_bit {
    OPT_COMMON = 1 << 0,
    OPT_WINDOW = 1 << 1,
    OPT_BADGE = 1 << 2,
    OPT_LECTURE = 1 << 3,
    OPT_FORMAT = 1 << 4,
    OPT_OUT = 1 << 5,
    OPT_SIZE = 1 << 6,
    OPT_LIST = 1 << 7,
    OPT_HEADLESS = 1 << 8,
    OPT_PAGE = 1 << 9,
    OPT_ACCEPT = 1 << 10,
    OPT_BY = 1 << 11,
    OPT_PERSON = 1 << 12,
    OPT_NEW_PERSON = 1 << 13,
    OPT_DRY_RUN = 1 << 14,
};

static const struct cli_option {
    const char *name, *value; /* value NULL = a flag */
    size_t field;             /* in struct cli */
    unsigned bit;
    enum str_id about;
} options[] = {
    {"db", "FILE", offsetof(struct cli, db), OPT_COMMON, STR_OPT_DB},
    {"at", "'YYYY-MM-DD HH:MM[:SS]'", offsetof(struct cli, at), OPT_COMMON, STR_OPT_AT},
    {"lang", "zh|en", offsetof(struct cli, lang), OPT_COMMON, STR_OPT_LANG},
    {"help", NULL, offsetof(struct cli, help), OPT_COMMON, STR_OPT_HELP},
    {"window", "WxH", offsetof(struct cli, window), OPT_WINDOW, STR_OPT_WINDOW},
    {"badge", "B", offsetof(struct cli, badge), OPT_BADGE, STR_OPT_BADGE},
    {"lecture", "ID", offsetof(struct cli, lecture), OPT_LECTURE, STR_OPT_LECTURE},
    {"format", "FORMAT", offsetof(struct cli, format), OPT_FORMAT, STR_OPT_FORMAT},
    {"out", "FILE|-", offsetof(struct cli, out), OPT_OUT, STR_OPT_OUT},
    {"size", "WxH", offsetof(struct cli, size), OPT_SIZE, STR_OPT_SIZE},
    {"deck", "ID", offsetof(struct cli, deck), OPT_PAGE, STR_OPT_DECK},
    {"page", "N", offsetof(struct cli, page), OPT_PAGE, STR_OPT_PAGE},
    {"list", NULL, offsetof(struct cli, list), OPT_LIST, STR_OPT_LIST},
    {"dry-run", NULL, offsetof(struct cli, dry_run), OPT_DRY_RUN, STR_OPT_DRY_RUN},
    {"accept", NULL, offsetof(struct cli, accept), OPT_ACCEPT, STR_OPT_ACCEPT},
    {"person", "P", offsetof(struct cli, person), OPT_PERSON, STR_OPT_PERSON},
    {"name", "N", offsetof(struct cli, name), OPT_NEW_PERSON, STR_OPT_NAME},
    {"unit", "U", offsetof(struct cli, unit), OPT_NEW_PERSON, STR_OPT_UNIT},
    {"team", "T", offsetof(struct cli, team), OPT_NEW_PERSON, STR_OPT_TEAM},
    {"by", "WHO", offsetof(struct cli, by), OPT_BY, STR_OPT_BY},
    {"reason", "TEXT", offsetof(struct cli, reason), OPT_BY, STR_OPT_REASON},
    {"headless", "DIR", offsetof(struct cli, headless), OPT_HEADLESS, STR_OPT_HEADLESS},
};
enum { OPTIONS = sizeof options / sizeof *options };

static const struct cli_command commands[] = {
    {"run", "", command_run, STR_CMD_RUN, OPT_WINDOW, 0, 0},
    {"demo", "", command_demo, STR_CMD_DEMO, OPT_WINDOW | OPT_HEADLESS, 0, 0},
    {"template", "DIR", command_template, STR_CMD_TEMPLATE, 0, 1, 1},
    {"check", "PATH", command_check, STR_CMD_CHECK, 0, 1, 1},
    {"import", "PATH", command_import, STR_CMD_IMPORT, OPT_DRY_RUN, 1, 1},
    {"export", "", command_export, STR_CMD_EXPORT, OPT_LECTURE | OPT_FORMAT | OPT_OUT, 0, 0},
    {"sign-in", "", command_sign_in, STR_CMD_SIGN_IN, OPT_BADGE | OPT_LECTURE, 0, 0},
    {"list", "", command_list, STR_CMD_LIST, OPT_LECTURE, 0, 0},
    {"supplement", "", command_supplement, STR_CMD_SUPPLEMENT, OPT_LECTURE | OPT_PERSON | OPT_BADGE | OPT_BY,
     0, 0},
    {"void", "", command_void, STR_CMD_VOID, OPT_LECTURE | OPT_PERSON | OPT_BADGE | OPT_BY, 0, 0},
    {"link", "", command_link, STR_CMD_LINK, OPT_PERSON | OPT_BADGE | OPT_BY, 0, 0},
    {"register", "", command_register, STR_CMD_REGISTER,
     OPT_LECTURE | OPT_PERSON | OPT_BADGE | OPT_NEW_PERSON | OPT_BY, 0, 0},
    {"undo", "", command_undo, STR_CMD_UNDO, OPT_BY, 0, 0},
    {"shot", "[SCREEN]", command_shot, STR_CMD_SHOT, OPT_SIZE | OPT_OUT | OPT_LIST | OPT_PAGE, 0, 1},
    {"deck", "list | show ID | render ID", command_deck, STR_CMD_DECK, OPT_SIZE | OPT_OUT, 1, 2},
    {"config", "get KEY | set KEY VALUE | list", command_config, STR_CMD_CONFIG, 0, 1, 3},
    {"reader", "detect RAW... | test | list", command_reader, STR_CMD_READER, OPT_ACCEPT, 1,
     CLI_ARGUMENTS_MAX},
    {"verify", "", command_verify, STR_CMD_VERIFY, 0, 0, 0},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct cli_command *find_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static void print_options(FILE *file, unsigned bits)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (options[i].bit & bits) {
            char left[64];
            snprintf(left, sizeof left, "--%s %s", options[i].name, options[i].value ? options[i].value : "");
            fprintf(file, "  %-32s %s\n", left, str(options[i].about));
        }
    }
}

static void print_help(FILE *file, const struct cli_command *command)
{
    if (command) {
        fprintf(file, "%slectern %s%s%s\n%s\n\n", str(STR_USAGE), command->name,
                *command->arguments ? " " : "", command->arguments, str(command->about));
        print_options(file, command->options | OPT_COMMON);
        return;
    }
    fprintf(file, "%slectern [%s]\n\n", str(STR_USAGE), str(STR_USAGE_COMMAND));
    for (int i = 0; i < COMMANDS; i++) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", commands[i].name, commands[i].arguments);
        fprintf(file, "  %-40s %s\n", left, str(commands[i].about));
    }
    fprintf(file, "\n");
    print_options(file, OPT_COMMON);
}

static int usage_error(const struct cli_command *command, const char *sentence)
{
    fprintf(stderr, "lectern: %s\n", sentence);
    print_help(stderr, command);
    return CLI_USAGE;
}

static void store_option(struct cli *cli, const struct cli_option *option, const char *value)
{
    char *field = (char *)cli + option->field;
    if (option->value) {
        memcpy(field, &value, sizeof value);
    } else {
        bool on = true;
        memcpy(field, &on, sizeof on);
    }
}

/* --lang has to be known before the first sentence, wherever it stands. */
static void use_lang_early(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        enum lang lang;
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : NULL;
        if (value && strings_parse_lang(value, &lang)) {
            strings_use(lang);
        }
    }
}

static bool parse_options(int argc, char **argv, const struct cli_command *command, struct cli *cli,
                          char *sentence, size_t size)
{
    struct option table[OPTIONS + 1] = {0};
    for (int i = 0; i < OPTIONS; i++) {
        table[i] =
            (struct option){options[i].name, options[i].value ? required_argument : no_argument, NULL, i};
    }
    opterr = 0;
    optind = 1;
    for (;;) {
        int found = getopt_long(argc, argv, ":", table, NULL);
        if (found == -1) {
            break;
        }
        if (found == '?' || found == ':') {
            snprintf(sentence, size, str(found == ':' ? STR_ERR_OPTION_VALUE : STR_ERR_OPTION),
                     argv[optind - 1]);
            return false;
        }
        if (!(options[found].bit & (command->options | OPT_COMMON))) {
            snprintf(sentence, size, str(STR_ERR_OPTION_HERE), command->name, options[found].name);
            return false;
        }
        store_option(cli, &options[found], optarg);
    }
    for (; optind < argc; optind++) {
        if (cli->argument_count == CLI_ARGUMENTS_MAX) {
            snprintf(sentence, size, str(STR_ERR_ARGUMENTS), command->name);
            return false;
        }
        cli->arguments[cli->argument_count++] = argv[optind];
    }
    enum lang lang;
    if (cli->lang && !strings_parse_lang(cli->lang, &lang)) {
        snprintf(sentence, size, str(STR_ERR_LANG), cli->lang);
        return false;
    }
    int64_t at_ms;
    if (cli->at && !civil_parse_date_time(cli->at, &at_ms)) {
        snprintf(sentence, size, str(STR_ERR_AT), cli->at);
        return false;
    }
    bool counted =
        cli->argument_count >= command->least_arguments && cli->argument_count <= command->most_arguments;
    if (!counted && !cli->help) {
        snprintf(sentence, size, str(STR_ERR_ARGUMENTS), command->name);
        return false;
    }
    return true;
}

int cli_main(int argc, char **argv)
{
    use_lang_early(argc, argv);
    const struct cli_command *command = find_command("run");
    struct cli cli = {0};
    char sentence[256];
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_help(stdout, NULL);
        return CLI_DONE;
    }
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        printf("lectern %s\n", LECTERN_VERSION);
        return CLI_DONE;
    }
    if (argc > 1 && argv[1][0] != '-') {
        command = find_command(argv[1]);
        if (!command) {
            snprintf(sentence, sizeof sentence, str(STR_ERR_COMMAND), argv[1]);
            return usage_error(NULL, sentence);
        }
        argv++;
        argc--;
    }
    if (!parse_options(argc, argv, command, &cli, sentence, sizeof sentence)) {
        return usage_error(command, sentence);
    }
    if (cli.help) {
        print_help(stdout, command);
        return CLI_DONE;
    }
    int code = command->run(&cli);
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == CLI_DONE) {
        fprintf(stderr, "lectern: %s\n", str(STR_ERR_STDOUT));
        code = CLI_FAILED;
    }
    return code;
}
