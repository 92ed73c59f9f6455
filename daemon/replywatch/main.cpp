// replywatch: what waits, what burns, and who takes it on — from the shell.
#include "alerts.hpp"
#include "calendar.hpp"
#include "commands.hpp"
#include "login.hpp"
#include "people.hpp"
#include "replay.hpp"
#include "reports.hpp"
#include "routes.hpp"
#include "shell.hpp"
#include "tone.hpp"
#include "users.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <iostream>
#include <map>

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
    CalendarOptions calendar;
    ReportOptions report;
    ReplayOptions replay;
    ToneOptions tone;
    SilenceOptions silence;
    RouteOptions route;
    UserOptions user;
    int again = 0;  ///< --watch: seconds between two looks
};

struct Named {
    char const* name;
    char const* help;
};

CLI::App* add(CLI::App& cli, Line& line, Named said, int (*act)(Options const&)) {
    auto* command = cli.add_subcommand(said.name, said.help);
    command->fallthrough();
    command->callback([&line, act] { line.act = act; });
    return command;
}

/// `--watch`: what people leave open on a screen.
void add_watch(CLI::App* command, Line& line) {
    command->add_option("--watch", line.again, "Look again every so many seconds (5), until Ctrl-C")
        ->expected(0, 1)
        ->default_str("5")
        ->check(CLI::Range(1, 3600))
        ->type_name("SECONDS");
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

/// `report daily|weekly|team` and `audit`.
void add_reports(CLI::App& cli, Line& line) {
    auto& report = line.report;
    using Act = int (*)(Options const&, ReportOptions const&);
    auto const add = [&](CLI::App* in, char const* name, char const* help, Act act) {
        auto* const command = in->add_subcommand(name, help);
        command->fallthrough();
        command->add_option("--account", report.account, "Of which account, where there are several");
        command->callback([&line, act] {
            line.act = [&line, act](Options const& options) { return act(options, line.report); };
        });
        return command;
    };
    auto const formats = CLI::IsMember({"text", "json", "csv"});
    auto* const reports = cli.add_subcommand("report", "How a day, a week or the team was");
    reports->fallthrough()->require_subcommand(1);
    auto* const day = add(reports, "daily", "One day (exit 1: somebody still waits)", daily_report);
    day->add_option("--date", report.date, "2026-11-26; else today");
    day->add_option("--format", report.format)->check(formats);
    auto* const week =
        add(reports, "weekly", "One week and the weeks before (exit 1: something was found)", weekly_report);
    week->add_option("--week", report.week, "2026-W48; else this week");
    week->add_option("--format", report.format)->check(formats);
    auto* const team = add(reports, "team", "Who did what, as a table", team_report);
    team->add_option("--from", report.from, "2026-11-26; else today");
    team->add_option("--to", report.to, "2026-11-26; else today");
    team->add_option("--format", report.format)->check(formats);
    auto* const audits =
        add(&cli, "audit", "The account held against every point (exit 1: one has failed)", audit);
    audits->add_option("--days", report.days)->check(CLI::Range(1, 366));
    audits->add_option("--format", report.format)->check(CLI::IsMember({"text", "json"}));
}

/// `calendar check DATE` and `calendar list YEAR`.
void add_calendar(CLI::App& cli, Line& line) {
    auto* const calendar = cli.add_subcommand("calendar", "When the team works (offline)");
    calendar->fallthrough()->require_subcommand(1);
    auto& options = line.calendar;
    auto const add_question = [&](char const* name, char const* help, int (*act)(CalendarOptions const&)) {
        auto* const question = calendar->add_subcommand(name, help);
        question->fallthrough();
        question
            ->add_option("--config", options.config,
                         "The configuration file; else default hours, holidays of China")
            ->type_name("FILE");
        question->add_option("--account", options.account, "Whose own calendar; else the common one");
        question->callback([&line, act] {
            line.calendar.json = line.options.json;
            line.alone = [&line, act] { return act(line.calendar); };
        });
        return question;
    };
    add_question("check", "What kind of day it is, and when it is open (exit 1: its holidays are not known)",
                 check_calendar)
        ->add_option("date", options.what, "2026-10-10, or with a local time: 2026-10-10T23:30")
        ->required();
    add_question("list", "Days off and make-up workdays of a year (exit 1: not known, or not all)",
                 list_calendar)
        ->add_option("year", options.what, "2026")
        ->required();
}

/// What people do with one conversation, or with the next of the queue.
void add_people(CLI::App& cli, Line& line) {
    auto& options = line.options;
    auto const with_id = [&](char const* name, char const* help, int (*act)(Options const&)) {
        auto* const command = add(cli, line, {name, help}, act);
        command->add_option("id", options.id, "Of the conversation, or how it begins")->required();
        return command;
    };
    add(cli, line, {"next", "Take on whoever waits most pressingly and is free (exit 1: nobody)"}, next)
        ->add_option("--account", options.account, "Of this account only");
    with_id("claim", "Take a conversation on", claim);
    with_id("release", "Give it back", release);
    with_id("assign", "Give it to somebody", assign)
        ->add_option("--to", options.to, "Name of a [[person]]")
        ->required();
    with_id("close", "End it with an outcome", close)
        ->add_option("--outcome", options.outcome,
                     "resolved, answered, moved-to-DM, pacified, noted-feedback, chitchat, "
                     "spam, no-reply-needed")
        ->required();
    with_id("reopen", "What was closed or covered waits again, by its old clock", reopen);
    auto* const pausing = with_id("pause", "Let its clocks stand; never those of the risk classes", pause);
    pausing->add_option("--until", options.until, "2h, 30m, 1d, 18:00 (Beijing), or RFC 3339")->required();
    pausing->add_option("--reason", options.reason, "Why the fan may wait")->required();
    with_id("resume", "End the pause", resume);
    auto* const covering = add(cli, line, {"cover", "One public statement answers all of these"}, cover);
    covering->add_option("ids", options.ids, "Of conversations")->required();
    covering->add_option("--statement", options.statement, "Its address or id")->required();
    with_id("private", "It was answered in private; the public wait goes on", answered_in_private);
    auto* const wrong = with_id("wrong", "It was judged wrong: this is what it is", judged_wrong);
    wrong
        ->add_option("--label", options.label,
                     "complaint, question, praise, …; of a reply: fine, cold, blame, …")
        ->required();
    wrong->add_option("--reply", options.reply, "Of this reply of ours, by its id, not of the fan's words");
}

/// `export` and `replay`.
void add_recordings(CLI::App& cli, Line& line) {
    add(cli, line, {"export", "Everything that is known, as JSON lines (needs an admin's token)"},
        export_recording)
        ->add_option("--account", line.options.account, "Of this account only");
    add(cli, line, {"cases", "What people have judged otherwise, as lines for `tone-train --with`"},
        print_cases)
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

/// `silence add|list|expire` and `notify test|list|retry`.
void add_alerts(CLI::App& cli, Line& line) {
    auto& options = line.options;
    auto& silence = line.silence;
    using Act = int (*)(Options const&, SilenceOptions const&);
    auto* const silences = cli.add_subcommand("silence", "Nobody is told of some incidents for a while");
    silences->fallthrough()->require_subcommand(1);
    auto const of_silences = [&](char const* name, char const* help, Act act) {
        auto* const command = silences->add_subcommand(name, help);
        command->fallthrough();
        command->callback(
            [&line, act] { line.act = [&line, act](Options const& all) { return act(all, line.silence); }; });
        return command;
    };
    auto* const adding = of_silences("add", "From now, or --from, on", add_silence);
    adding->add_option("conditions", silence.conditions, "level=~\"blue|yellow\" account=NAME kind!=blind …")
        ->required();
    adding->add_option("--until", silence.until, "2h, 30m, 1d, 18:00 (Beijing), or RFC 3339")->required();
    adding->add_option("--from", silence.from, "Likewise; else now");
    adding->add_option("--comment", silence.comment, "Why nobody is to be told")->required();
    adding->add_flag("--preview", silence.preview, "Only say what it would hold back now");
    of_silences("list", "Those that hold or are to come", list_silences)
        ->add_flag("--all", silence.all, "The ended ones too");
    add(*silences, line, {"expire", "End it now"}, expire_silence)->add_option("id", options.id)->required();

    auto* const notify = cli.add_subcommand("notify", "What was sent, and whether a channel works");
    notify->fallthrough()->require_subcommand(1);
    add(*notify, line, {"test", "Send a test through a channel now (exit 1: it did not arrive)"},
        test_channel)
        ->add_option("channel", options.id, "Name of a [[channel]]")
        ->required();
    auto* const listing =
        add(*notify, line, {"list", "The latest first (exit 1: something was given up)"}, list_notifications);
    listing->add_option("--state", options.state, "pending, sending, retry, sent, dead, dropped");
    listing->add_option("--account", options.account);
    listing->add_option("--limit", options.limit)->check(CLI::Range(1, 200));
    add(*notify, line, {"retry", "Send again what was given up"}, retry_notification)
        ->add_option("id", options.id)
        ->required();
}

/// `routes test`.
void add_routes(CLI::App& cli, Line& line) {
    auto& route = line.route;
    auto* const routes = cli.add_subcommand("routes", "Who would hear of what (offline)");
    routes->fallthrough()->require_subcommand(1);
    auto* const test = routes->add_subcommand(
        "test", "People, channels and times if nobody ever answered (exit 1: nobody would hear of it)");
    test->fallthrough();
    test->add_option("--config", route.config, "The configuration file")->type_name("FILE")->required();
    test->add_option("--account", route.account, "Else the first one");
    test->add_option("--kind", route.kind, "late, prebreach, fan_risk, misstep, surge, blind, …");
    test->add_option("--level", route.level, "blue, yellow, orange, red");
    test->add_option("--class", route.class_name, "complaint, question, …");
    test->add_option("--tier", route.tier, "diamond, core, normal, …");
    test->add_option("--label", route.labels, "Labels of the words; several times");
    test->add_option("--at", route.at, "RFC 3339, or \"2026-12-01 03:00\" by the daemon's clock; else now");
    test->callback([&line] {
        line.route.json = line.options.json;
        line.alone = [&line] { return test_routes(line.route); };
    });
}

void add_tone(CLI::App& cli, Line& line) {
    auto& options = line.tone;
    auto* const command = cli.add_subcommand("tone",
                                             "What a fan's message is, or whether a reply may be sent "
                                             "(offline; exit 1: risk or severity 2 and above)");
    command->fallthrough();
    command->add_option("text", options.text, "The message, or the draft of a reply");
    auto* const reply =
        command->add_option("--reply-to", options.reply_to, "The message that the text replies to")
            ->type_name("TEXT");
    command->add_flag("--playful", options.playful, "The account's style is playful");
    command
        ->add_option("--folder", options.folder,
                     "Rules and a model of your own, as `tone.folder` of the configuration; with --explain "
                     "the shipped ones say theirs first")
        ->type_name("DIR");
    command->add_flag("--explain", options.explain, "What weighed how much");
    command->add_flag("--batch", options.batch,
                      "Judge JSON lines from standard input, print a verdict a line");
    command->callback([&line, reply] {
        line.tone.is_reply = reply->count() > 0;
        line.tone.json = line.options.json;
        line.tone.language = line.options.language;
        line.alone = [&line] { return judge_tone(line.tone); };
    });
}

/// `token add|list|revoke`, `completion` and `demo`.
void add_upkeep(CLI::App& cli, Line& line) {
    auto& user = line.user;
    auto* const tokens = cli.add_subcommand("token", "Who may ask the daemon (offline, in its users file)");
    tokens->fallthrough()->require_subcommand(1);
    auto const of_users = [&](char const* name, char const* help, int (*act)(UserOptions const&)) {
        auto* const command = tokens->add_subcommand(name, help);
        command->fallthrough();
        command->add_option("--users-file", user.file, "The users file")->type_name("FILE");
        command->add_option("--config", user.config, "The configuration that names it")->type_name("FILE");
        command->callback([&line, act] {
            line.user.json = line.options.json;
            line.alone = [&line, act] { return act(line.user); };
        });
        return command;
    };
    auto* const adding = of_users("add", "Make a token for somebody, and print it once", add_token);
    adding->add_option("name", user.name)->required();
    adding->add_option("--role", user.role)->check(CLI::IsMember({"viewer", "operator", "admin"}));
    of_users("list", "Names and roles", list_tokens);
    of_users("revoke", "It opens nothing any more, without a restart", revoke_token)
        ->add_option("name", user.name)
        ->required();

    auto* const completing = cli.add_subcommand("completion", "A script that completes commands and options");
    completing->fallthrough();
    completing->add_option("shell", line.file, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completing->callback([&line, &cli] {
        line.alone = [&line, &cli] {
            std::cout << completion(cli, line.file);
            return 0;
        };
    });
    auto* const showing = cli.add_subcommand("demo", "Three brands on a simulated Weibo, with everything");
    showing->callback([&line] { line.alone = [] { return demo("replywatch"); }; });
}

/// What people do with incidents.
void add_incidents(CLI::App& cli, Line& line) {
    auto& options = line.options;
    auto* const burning = add(cli, line, {"incidents", "What the team was told of"}, incidents);
    burning->add_option("--state", options.state, "open, acked, resolved");
    burning->add_option("--level", options.level);
    burning->add_option("--account", options.account);
    burning->add_option("--limit", options.limit)->check(CLI::Range(1, 200));
    add_watch(burning, line);
    add(cli, line, {"ack", "Acknowledge an incident: no more repeats"}, acknowledge)
        ->add_option("id", options.id)
        ->required();
    add(cli, line, {"unack", "Take an acknowledgement back: it climbs on"}, unacknowledge)
        ->add_option("id", options.id)
        ->required();
    add(cli, line, {"resolve", "End an incident"}, resolve)->add_option("id", options.id)->required();
    auto* const noting = add(cli, line, {"note", "Write something into an incident's history"}, note);
    noting->add_option("id", options.id)->required();
    noting->add_option("text", options.reason)->required();
}

void describe(CLI::App& cli, Line& line) {
    auto& options = line.options;
    cli.add_flag("--json", options.json, "Print JSON");
    std::map<std::string, Language> const languages{{"zh", Language::zh}, {"en", Language::en}};
    cli.add_option("--lang", options.language, "Of what is said about conversations: zh or en")
        ->transform(CLI::CheckedTransformer(languages))
        ->option_text("zh|en");
    cli.add_option("--url", line.url, "Where replywatchd listens (REPLYWATCH_URL)")->type_name("URL");
    cli.add_option("--token-file", line.token_file, "File that holds the token (REPLYWATCH_TOKEN)")
        ->type_name("FILE");
    cli.set_version_flag("--version", "replywatch " RW_VERSION);
    cli.require_subcommand(1);

    auto* const standing =
        add(cli, line, {"status", "How well we see, and what is open (exit 1: orange or red)"}, status);
    standing->add_flag("--why", options.why, "Also why each list is read when it is");
    add_watch(standing, line);
    add_poll(cli, line);
    auto* const waiting = add(cli, line, {"queue", "Who waits, the most pressing first"}, queue);
    waiting->add_option("--state", options.state, "waiting, answered, closed, …");
    waiting->add_option("--account", options.account);
    waiting->add_option("--level", options.level, "none, blue, yellow, orange, red");
    waiting->add_option("--class", options.class_name, "complaint, question, …");
    waiting->add_option("--limit", options.limit)->check(CLI::Range(1, 200));
    add_watch(waiting, line);
    auto* const showing = add(cli, line, {"show", "One conversation with its timeline"}, show);
    showing->add_option("id", options.id)->required();
    showing->add_flag("--fresh", options.fresh, "Have the post read again on Weibo (costs a call)");
    add_people(cli, line);
    add_incidents(cli, line);
    add_alerts(cli, line);
    add_routes(cli, line);
    auto* const check =
        cli.add_subcommand("check-config", "Say what is wrong with a configuration (offline)");
    check->fallthrough();
    check->add_option("file", line.file)->required();
    check->callback([&line] { line.alone = [&line] { return check_config(line.file, line.options.json); }; });
    add_calendar(cli, line);
    add_reports(cli, line);
    add_login(cli, line);
    add_recordings(cli, line);
    add_tone(cli, line);
    add_upkeep(cli, line);
}

int run(int count, char** arguments) {
    CLI::App cli{"Watches a brand's talk with its fans on Weibo: the command line.", "replywatch"};
    Line line;
    describe(cli, line);
    try {
        cli.parse(count, arguments);
    } catch (CLI::ParseError const& wrong) {
        auto const meant = wrong.get_exit_code() == 0 ? "" : nearest_command(cli, count, arguments);
        if (meant.empty()) return cli.exit(wrong) == 0 ? 0 : impossible;
        std::cerr << "replywatch: " << meant << "\n";
        return impossible;
    }
    if (line.alone) return line.alone();
    auto daemon = find_daemon(line.url, line.token_file);
    if (!daemon) {
        std::cerr << "replywatch: " << daemon.error().doing << "\n";
        return impossible;
    }
    line.options.daemon = *std::move(daemon);
    if (line.again == 0) return line.act(line.options);
    return watch(line.again, [&line] { return line.act(line.options); });
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
