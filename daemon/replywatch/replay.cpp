#include "replay.hpp"

#include "answers.hpp"
#include "app/recording.hpp"
#include "app/rules.hpp"
#include "care/rerun.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "core/mask.hpp"
#include "net/http.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace rw::cli {
namespace {

using care::Change;
using care::Told;
using What = care::Moment::What;

constexpr std::array kinds{What::prebreach, What::late, What::aged, What::promise};

/// The conversations of each account.
using Recording = std::map<AccountId, std::vector<care::Conversation>>;

std::optional<Recording> load_recording(std::string const& file) {
    std::ifstream lines{file};
    if (!lines) {
        std::cerr << "replywatch: cannot read " << file << "\n";
        return std::nullopt;
    }
    auto all = app::read_recording(lines);
    if (!all) {
        std::cerr << file << ": " << all.error().doing << "\n";
        return std::nullopt;
    }
    Recording recording;
    for (auto& one : *all)
        recording[one.account].push_back(std::move(one.talk));
    return recording;
}

std::optional<config::Config> load_rules(std::string const& file) {
    auto loaded = config::load(file);
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    return std::move(loaded.config);
}

/// What would have been told under the rules of `config`; nothing when it does not know an account.
std::optional<std::vector<Told>> told_under(config::Config const& config, Recording const& recording) {
    std::vector<Told> all;
    for (auto const& [name, talks] : recording) {
        auto const account = std::ranges::find(config.accounts, name, &config::Account::name);
        if (account == config.accounts.end()) {
            std::cerr << "replywatch: the recording has account " << name.text()
                      << ", the configuration has not\n";
            return std::nullopt;
        }
        care::Brand const brand{name, account->uid, {account->uid}};
        auto const policy = app::policy_of(config, *account);
        auto judged = talks;
        for (auto& talk : judged)
            app::judge_by(policy, talk);
        auto told = care::rerun(judged, brand, policy, care::last_known(judged));
        all.insert(all.end(), std::make_move_iterator(told.begin()), std::make_move_iterator(told.end()));
    }
    return all;
}

std::string who(Told const& told) {
    return told.who.empty() ? "(private)" : mask_name(told.who);
}

std::string side(std::optional<Told> const& told) {
    return told ? std::string{to_text(told->level)} + " " + to_rfc3339(told->when) : "-";
}

void write_side(Json& out, char const* name, std::optional<Told> const& told) {
    if (!told) {
        out.key(name).null();
        return;
    }
    out.key(name).object().field("at", told->when).field("level", to_text(told->level)).end_object();
}

struct Sums {
    int only_before = 0;
    int only_after = 0;
    int moved = 0;
};
Sums sums_of(std::vector<Change> const& changes) {
    Sums sums;
    for (auto const& change : changes)
        ++(!change.after ? sums.only_before : !change.before ? sums.only_after : sums.moved);
    return sums;
}

std::map<What, int> count(std::vector<Told> const& told) {
    std::map<What, int> counts;
    for (auto const& one : told)
        ++counts[one.what];
    return counts;
}

void print_counts(char const* name, std::vector<Told> const& told) {
    auto counts = count(told);
    std::cout << name;
    for (auto const what : kinds)
        std::cout << "  " << to_text(what) << " " << counts[what];
    std::cout << "\n";
}

void write_counts(Json& out, char const* name, std::vector<Told> const& told) {
    auto counts = count(told);
    out.key(name).object();
    for (auto const what : kinds)
        out.field(to_text(what), counts[what]);
    out.end_object();
}

void print(std::vector<Change> const& changes) {
    for (auto const& change : changes) {
        auto const& told = change.before ? *change.before : *change.after;
        std::cout << told.conversation.text() << "  " << to_text(told.what) << "  " << to_text(told.kind)
                  << "  " << who(told) << "  A: " << side(change.before) << "  B: " << side(change.after)
                  << "\n";
    }
    auto const sums = sums_of(changes);
    std::cout << "only in A " << sums.only_before << ", only in B " << sums.only_after
              << ", at another time or level " << sums.moved << "\n";
}

void write(Json& out, std::vector<Change> const& changes) {
    auto const sums = sums_of(changes);
    out.field("only_in_a", sums.only_before).field("only_in_b", sums.only_after).field("moved", sums.moved);
    out.key("differences").array();
    for (auto const& change : changes) {
        auto const& told = change.before ? *change.before : *change.after;
        out.object().field("conversation", told.conversation).field("what", to_text(told.what));
        out.field("class", to_text(told.kind)).field("who", std::string_view{who(told)});
        write_side(out, "a", change.before);
        write_side(out, "b", change.after);
        out.end_object();
    }
    out.end_array();
}

int show(ReplayOptions const& options, std::vector<Told> const& a, std::vector<Told> const* b) {
    auto const changes = b ? care::compare(a, *b) : std::vector<Change>{};
    if (options.json) {
        Json out;
        out.object();
        write_counts(out, "a", a);
        if (b) write_counts(out, "b", *b);
        if (b) write(out, changes);
        out.end_object();
        std::cout << out.text() << "\n";
    } else {
        print_counts("A", a);
        if (b) print_counts("B", *b);
        if (b) print(changes);
    }
    return changes.empty() ? good : attention;
}

}  // namespace

int replay(ReplayOptions const& options) {
    auto const recording = load_recording(options.file);
    auto const config = load_rules(options.config);
    if (!recording || !config) return impossible;
    auto const a = told_under(*config, *recording);
    if (!a) return impossible;
    if (options.against.empty()) return show(options, *a, nullptr);
    auto const other = load_rules(options.against);
    auto const b = other ? told_under(*other, *recording) : std::nullopt;
    return b ? show(options, *a, &*b) : impossible;
}

namespace {

/// Prints the items of all pages of a list, a JSON line each.
int print_lines(Options const& options, std::string const& path) {
    bool const tells = isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0;
    std::size_t printed = 0;
    for (std::string cursor;;) {
        auto const answer =
            asked(options, "GET",
                  path + "?" +
                      net::form_encode({{"account", options.account}, {"cursor", cursor}, {"limit", "200"}}));
        if (!answer) return impossible;
        for (auto const& item : items(*answer).GetArray()) {
            rapidjson::StringBuffer line;
            rapidjson::Writer<rapidjson::StringBuffer> writer{line};
            item.Accept(writer);
            std::cout << line.GetString() << "\n";
            ++printed;
        }
        cursor = text(answer->document, "next_cursor");
        if (tells) std::cerr << "\r" << printed << (cursor.empty() ? "\n" : " …") << std::flush;
        if (cursor.empty()) return good;
    }
}

}  // namespace

int export_recording(Options const& options) {
    return print_lines(options, "/api/v1/export");
}
int print_cases(Options const& options) {
    return print_lines(options, "/api/v1/tone/cases");
}

}  // namespace rw::cli
