// replywatch: what waits, what burns, and who takes it on — from the shell.
#include "commands.hpp"
#include "login.hpp"
#include "replay.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <iostream>

namespace {

using namespace rw::cli;

constexpr int impossible = 2;

struct Line {
    Options options;
    std::string url;
    std::string token_file;
    std::string file;
    std::function<int(Options const&)> act;  ///< over the API
    std::function<int()> alone;              ///< without the daemon
    LoginOptions login;
    ReplayOptions replay;
};

CLI::App* add(CLI::App& cli, Line& line, char const* name, char const* help, int (*act)(Options const&)) {
    auto* command = cli.add_subcommand(name, help);
    command->fallthrough();
    command->callback([&line, act] { line.act = act; });
    return command;
}

void add_login(CLI::App& cli, Line& line) {
    auto& options = line.login;
    auto* const command =
        cli.add_subcommand("login", "Let an account's owner authorise us in a browser, and keep the token");
    command->fallthrough();
    command->add_option("account", options.account, "`name` of the [[account]]")->required();
    command->add_option("--config", options.config, "The configuration file")->type_name("FILE")->required();
    command->add_flag("--paste", options.paste, "Read the code, or the address with it, from standard input");
    command->add_option("--listen", options.listen, "Where the answer arrives; else at weibo.redirect_url")
        ->type_name("127.0.0.1:PORT");
    command
        ->add_option("--token-file", options.token_file,
                     "Where the token goes; else the account's token file")
        ->type_name("FILE");
    command->callback([&line] {
        line.login.json = line.options.json;
        line.alone = [&line] { return login(line.login); };
    });
}

/// `poll now LIST`.
void add_poll(CLI::App& cli, Line& line) {
    auto* const poll = cli.add_subcommand("poll", "Have a list read at once");
    poll->fallthrough()->require_subcommand(1);
    auto* const now = poll->add_subcommand("now", "From the tenth of the quota that is kept for people");
    now->fallthrough();
    now->add_option("list", line.options.list, "mentions, comments_to_me, …")->required();
    now->add_option("--account", line.options.account, "Which account, where there are several");
    now->callback([&line] { line.act = poll_now; });
}

void add_recordings(CLI::App& cli, Line& line) {
    add(cli, line, "export", "Everything that is known, as JSON lines (needs an admin's token)",
        export_recording)
        ->add_option("--account", line.options.account, "Of this account only");
    auto& options = line.replay;
    auto* const again = cli.add_subcommand(
        "replay", "What a recording would have told the team under these rules (offline; exit 1: differs)");
    again->fallthrough();
    again->add_option("file", options.file, "What `export` printed")->required();
    again->add_option("--config", options.config, "The rules")->type_name("FILE")->required();
    again->add_option("--against", options.against, "Other rules: print what differs")->type_name("FILE");
    again->callback([&line] {
        line.replay.json = line.options.json;
        line.alone = [&line] { return replay(line.replay); };
    });
}

void describe(CLI::App& cli, Line& line) {
    auto& options = line.options;
    cli.add_flag("--json", options.json, "Print JSON");
    cli.add_option("--url", line.url, "Where replywatchd listens (REPLYWATCH_URL)")->type_name("URL");
    cli.add_option("--token-file", line.token_file, "File that holds the token (REPLYWATCH_TOKEN)")
        ->type_name("FILE");
    cli.set_version_flag("--version", "replywatch " RW_VERSION);
    cli.require_subcommand(1);

    add(cli, line, "status", "How well we see, and what is open (exit 1: orange or red)", status)
        ->add_flag("--why", options.why, "Also why each list is read when it is");
    add_poll(cli, line);
    auto* const waiting = add(cli, line, "queue", "Who waits, the most pressing first", queue);
    waiting->add_option("--state", options.state, "waiting, answered, closed, …");
    waiting->add_option("--account", options.account);
    waiting->add_option("--level", options.level, "none, blue, yellow, orange, red");
    waiting->add_option("--class", options.class_name, "complaint, question, …");
    waiting->add_option("--limit", options.limit)->check(CLI::Range(1, 200));
    auto* const burning = add(cli, line, "incidents", "What the team was told of", incidents);
    burning->add_option("--state", options.state, "open, acked, resolved");
    burning->add_option("--level", options.level);
    burning->add_option("--account", options.account);
    burning->add_option("--limit", options.limit)->check(CLI::Range(1, 200));
    auto* const showing = add(cli, line, "show", "One conversation with its timeline", show);
    showing->add_option("id", options.id)->required();
    showing->add_flag("--fresh", options.fresh, "Have the post read again on Weibo (costs a call)");
    add(cli, line, "claim", "Take a conversation on", claim)->add_option("id", options.id)->required();
    add(cli, line, "release", "Give it back", release)->add_option("id", options.id)->required();
    auto* const ending = add(cli, line, "close", "End it with an outcome", close);
    ending->add_option("id", options.id)->required();
    ending
        ->add_option("--outcome", options.outcome,
                     "resolved, answered, moved-to-DM, pacified, noted-feedback, chitchat, "
                     "spam, no-reply-needed")
        ->required();
    add(cli, line, "ack", "Acknowledge an incident: no more repeats", acknowledge)
        ->add_option("id", options.id)
        ->required();
    auto* const check =
        cli.add_subcommand("check-config", "Say what is wrong with a configuration (offline)");
    check->fallthrough();
    check->add_option("file", line.file)->required();
    check->callback([&line] { line.alone = [&line] { return check_config(line.file, line.options.json); }; });
    add_login(cli, line);
    add_recordings(cli, line);
}

int run(int count, char** arguments) {
    CLI::App cli{"Watches a brand's talk with its fans on Weibo: the command line.", "replywatch"};
    Line line;
    describe(cli, line);
    try {
        cli.parse(count, arguments);
    } catch (CLI::ParseError const& wrong) {
        return cli.exit(wrong) == 0 ? 0 : impossible;
    }
    if (line.alone) return line.alone();
    auto daemon = find_daemon(line.url, line.token_file);
    if (!daemon) {
        std::cerr << "replywatch: " << daemon.error().doing << "\n";
        return impossible;
    }
    line.options.daemon = *std::move(daemon);
    return line.act(line.options);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (std::exception const& bug) {
        std::cerr << "replywatch: a fault of ours: " << bug.what() << "\n";
        return impossible;
    }
}
