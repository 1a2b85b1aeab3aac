#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "weir/cli/command.h"

/* Writes each option, "--since", that a command's usage names, once, between two texts. */
static void write_options(const struct command *command, const char *before, const char *after)
{
    const char *usage[] = {command->arguments, command->help};
    char seen[1024] = " ";
    for (size_t i = 0; i < 2; i++)
        for (const char *at = usage[i]; (at = strstr(at, "--")) != NULL;) {
            char option[64];
            size_t n = 2;
            while (islower((unsigned char)at[n]) || at[n] == '-')
                n++;
            snprintf(option, sizeof option, " %.*s ", (int)n, at);
            at += n;
            if (n == 2 || strstr(seen, option) != NULL)
                continue;
            snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s", option + 1);
            option[n + 1] = '\0';
            printf("%s%s%s", before, option + 1, after);
        }
}

static void write_bash(void)
{
    puts("# bash completion for weir, made by `weir completion bash`\n_weir() {\n"
         "    local cur=${COMP_WORDS[COMP_CWORD]} word command=\n    for word in "
         "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "        case $word in -*|*.conf) ;; *) command=$word; break ;; esac\n    done\n    case $command "
         "in");
    fputs("    '') COMPREPLY=($(compgen -W '-c -q -v --version", stdout);
    for (size_t i = 0; i < n_commands; i++)
        printf(" %s", commands[i].name);
    puts("' -- \"$cur\")) ;;");
    for (size_t i = 0; i < n_commands; i++) {
        printf("    %s) COMPREPLY=($(compgen -W '", commands[i].name);
        write_options(&commands[i], "", " ");
        puts("--help' -- \"$cur\")) ;;");
    }
    puts("    esac\n    [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames "
         "-F _weir weir");
}

/* A text between apostrophes, for zsh and fish. */
static void write_quoted(const char *text, const char *also)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else
            printf("%s%c", strchr(also, *text) != NULL ? "\\" : "", *text);
    }
}

static void write_zsh(void)
{
    puts("#compdef weir\n# zsh completion for weir, made by `weir completion zsh`\n_weir() {\n    local -a "
         "commands\n"
         "    commands=(");
    for (size_t i = 0; i < n_commands; i++) {
        printf("        '%s:", commands[i].name);
        write_quoted(commands[i].summary, ":");
        puts("'");
    }
    puts(
        "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
        "    case $words[2] in");
    for (size_t i = 0; i < n_commands; i++) {
        printf("    %s) compadd -- ", commands[i].name);
        write_options(&commands[i], "", " ");
        puts("--help ;;");
    }
    puts("    esac\n    _files\n}\n_weir \"$@\"");
}

static void write_fish(void)
{
    puts("# fish completion for weir, made by `weir completion fish`");
    for (size_t i = 0; i < n_commands; i++) {
        char before[128];
        printf("complete -c weir -n __fish_use_subcommand -a %s -d '", commands[i].name);
        write_quoted(commands[i].summary, "\\");
        puts("'");
        snprintf(before, sizeof before, "complete -c weir -n '__fish_seen_subcommand_from %s' -a '",
                 commands[i].name);
        write_options(&commands[i], before, "'\n");
    }
}

int cmd_completion(struct command_context *context, int argc, char **argv, struct error *err)
{
    static const struct {
        const char *name;
        void (*write)(void);
    } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    (void)context;
    for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(argv[1], shells[i].name) == 0) {
            shells[i].write();
            return 0;
        }
    return command_usage_error("completion", argc > 1 ? argv[argc - 1] : NULL, err);
}
