#include "calendar.hpp"

#include "answers.hpp"
#include "config/calendar.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>

namespace rw::cli {
namespace {

using namespace std::chrono;

Failure wrong(std::string words) {
    return Failure{Fault::bad_input, std::move(words)};
}

Result<care::Calendar> calendar_in(config::Config const& config, std::string const& account) {
    if (account.empty()) return config.calendar;
    std::string names;
    for (auto const& each : config.accounts) {
        if (each.name.text() == account) return each.calendar;
        names += (names.empty() ? "" : ", ") + each.name.text();
    }
    return wrong("no [[account]] is called `" + account +
                 "`, expected one of: " + (names.empty() ? "none" : names));
}

Result<care::Calendar> calendar_for(CalendarOptions const& options) {
    if (options.config.empty() && options.account.empty()) return config::shipped_calendar("cn");
    if (options.config.empty()) return wrong("--account needs the configuration too: --config FILE");
    auto const loaded = config::load(options.config);
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    if (!loaded.config) return wrong("the configuration is not good, see above");
    return calendar_in(*loaded.config, options.account);
}

int refuse(Failure const& why) {
    std::cerr << "replywatch: " << why.doing << "\n";
    return impossible;
}

/// Missing and provisional years are told on standard error, whatever else is printed.
void warn(std::optional<care::Gap> const& gap) {
    if (gap) std::cerr << "replywatch: " << gap->words << " (warning)\n";
}

/// Years of a calendar without any list of holidays are not missed.
std::optional<care::Gap> gap_of(care::Calendar const& calendar, int year) {
    return calendar.holidays().none() ? std::nullopt : calendar.holidays().gap_of(year);
}

// Of a day.

struct Kind {
    std::string_view word;   ///< for programs
    std::string_view words;  ///< for people
};

bool is_weekend(LocalDay day) {
    return weekday{day}.iso_encoding() >= 6;
}

Kind kind_of(care::SpecialDay const* special, LocalDay day) {
    if (special)
        return special->working ? Kind{"makeup_workday", "make-up workday"} : Kind{"holiday", "day off"};
    return is_weekend(day) ? Kind{"weekend", "weekend"} : Kind{"workday", "workday"};
}

std::string_view weekday_of(LocalDay day) {
    constexpr std::array<std::string_view, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
    return names[weekday{day}.c_encoding()];
}

/// A workday of the week or one that is made up for, on which the team has hours.
bool is_working(care::Calendar const& calendar, LocalDay day) {
    auto const* const special = calendar.holidays().find(day);
    return !calendar.blocks_of(day).empty() && (special ? special->working : !is_weekend(day));
}

std::string hours_in_words(std::vector<care::Block> const& blocks) {
    if (blocks.empty()) return "closed";
    std::string words = "open";
    for (auto const& block : blocks)
        words += " " + care::to_text(block);
    return words;
}

/// Nothing where nothing is said.
std::optional<std::string> said(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

/// Where what is said of a day comes from: its own list, else the one that tells its year.
std::optional<std::string> source_of(care::Calendar const& calendar, LocalDay day) {
    if (auto const* const special = calendar.holidays().find(day)) return said(special->source);
    auto const* const year = calendar.holidays().year(care::year_of(day));
    return year ? said(year->source) : std::nullopt;
}

void print_day(care::Calendar const& calendar, LocalDay day) {
    auto const* const special = calendar.holidays().find(day);
    auto const name = special && !special->name.empty() ? " for " + special->name : std::string{};
    std::cout << to_text(day) << ": " << weekday_of(day) << ", " << kind_of(special, day).words << name
              << ", " << hours_in_words(calendar.blocks_of(day)) << "\n";
    auto const source = source_of(calendar, day);
    std::cout << (source ? "source: " + *source : std::string{"no source of holidays is known"}) << "\n";
}

void write_day(Json& out, care::Calendar const& calendar, LocalDay day) {
    auto const* const special = calendar.holidays().find(day);
    auto const* const year = calendar.holidays().year(care::year_of(day));
    out.field("date", to_text(day)).field("weekday", weekday_of(day));
    out.field("working", is_working(calendar, day)).field("kind", kind_of(special, day).word);
    out.field("name", special ? said(special->name) : std::nullopt).key("hours").array();
    for (auto const& block : calendar.blocks_of(day))
        out.value(care::to_text(block));
    out.end_array().field("timezone", calendar.zone().name()).field("covered", year != nullptr);
    out.field("provisional", year ? said(year->provisional) : std::nullopt);
    out.field("source", source_of(calendar, day));
}

// Of an instant.

/// The end of the open time in which `when` lies; nothing when that is more than a week away.
std::optional<TimePoint> closing(care::Calendar const& calendar, TimePoint when) {
    auto at = ceil<minutes>(when);
    while (at < when + 8 * 24h && calendar.open_at(at))
        at += 1min;
    return calendar.open_at(at) ? std::nullopt : std::optional<TimePoint>{at};
}

std::optional<TimePoint> opening(care::Calendar const& calendar, TimePoint when) {
    auto const at = calendar.add(when, Span{0});
    return at == TimePoint::max() ? std::nullopt : std::optional{at};
}

std::string clock_at(care::Calendar const& calendar, std::optional<TimePoint> const& when) {
    if (!when) return "never";
    auto text = to_text(calendar.zone().local(*when));
    return text.replace(text.find('T'), 1, " ");
}

void print_instant(care::Calendar const& calendar, TimePoint when) {
    std::cout << clock_at(calendar, when) << " " << calendar.zone().name() << ": ";
    if (!calendar.open_at(when)) {
        std::cout << "closed, opens next " << clock_at(calendar, opening(calendar, when)) << "\n";
        return;
    }
    auto const closes = closing(calendar, when);
    if (!closes) {
        std::cout << "open, and does not close within a week\n";
        return;
    }
    std::cout << "open until " << clock_at(calendar, closes) << ", opens next "
              << clock_at(calendar, opening(calendar, *closes)) << "\n";
}

void write_instant(Json& out, care::Calendar const& calendar, TimePoint when) {
    bool const open = calendar.open_at(when);
    auto const closes = open ? closing(calendar, when) : std::nullopt;
    auto const next = open && !closes ? std::nullopt : opening(calendar, closes.value_or(when));
    out.field("at", when).field("open", open).field("closes_at", closes).field("opens_at", next);
}

/// What was asked about: a day, and an instant of it where a time was given.
struct Question {
    LocalDay day;
    std::optional<TimePoint> when;
};

Result<Question> question_of(std::string const& text, Zone const& zone) {
    if (auto const day = parse_local_day(text)) return Question{*day, std::nullopt};
    auto when = from_rfc3339(text);
    if (auto const local = parse_local_time(text)) {
        when = zone.instant_of(*local);
        if (zone.local(*when) != *local)
            std::cerr << "replywatch: the clocks of " << zone.name() << " jump over " << text
                      << " (warning)\n";
    }
    if (when) return Question{zone.day_of(*when), when};
    return wrong("`" + text +
                 "` is no date, expected one such as 2026-10-10, or with a local time: 2026-10-10T23:30");
}

// Of a year.

Result<int> year_in(std::string const& text) {
    int year = 0;
    auto const* const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, year);
    if (error == std::errc{} && at == end && year >= 1970 && year <= 2100) return year;
    return wrong("`" + text + "` is no year, expected one such as 2026");
}

void print_year(care::Calendar const& calendar, int year) {
    Table table{{"date", "weekday", "kind", "for", "open"}};
    std::vector<std::string> sources;
    for (auto const& day : calendar.holidays().days_of(year)) {
        auto const hours = hours_in_words(calendar.blocks_of(day.day));
        table.add({to_text(day.day), std::string{weekday_of(day.day)},
                   std::string{kind_of(&day, day.day).words}, day.name, hours});
        if (std::ranges::find(sources, day.source) == sources.end()) sources.push_back(day.source);
    }
    if (table.empty()) {
        std::cout << year << ": no special days are known\n";
        return;
    }
    table.print(std::cout, terminal_width());
    for (auto const& source : sources)
        std::cout << "source: " << (source.empty() ? "not named" : source) << "\n";
}

void write_year(Json& out, care::Calendar const& calendar, int year) {
    auto const* const known = calendar.holidays().year(year);
    out.object().field("year", year).field("covered", known != nullptr);
    out.field("provisional", known ? said(known->provisional) : std::nullopt);
    out.field("source", known ? said(known->source) : std::nullopt).key("days").array();
    for (auto const& day : calendar.holidays().days_of(year)) {
        out.object();
        write_day(out, calendar, day.day);
        out.end_object();
    }
    out.end_array().end_object();
}

}  // namespace

int check_calendar(CalendarOptions const& options) {
    auto const calendar = calendar_for(options);
    if (!calendar) return refuse(calendar.error());
    auto const asked = question_of(options.what, calendar->zone());
    if (!asked) return refuse(asked.error());
    auto const gap = gap_of(*calendar, care::year_of(asked->day));
    warn(gap);
    if (options.json) {
        Json out;
        out.object();
        write_day(out, *calendar, asked->day);
        if (asked->when) write_instant(out, *calendar, *asked->when);
        std::cout << out.end_object().text() << "\n";
    } else {
        print_day(*calendar, asked->day);
        if (asked->when) print_instant(*calendar, *asked->when);
    }
    return gap && gap->missing ? attention : good;
}

int list_calendar(CalendarOptions const& options) {
    auto const year = year_in(options.what);
    if (!year) return refuse(year.error());
    auto const calendar = calendar_for(options);
    if (!calendar) return refuse(calendar.error());
    auto const gap = gap_of(*calendar, *year);
    warn(gap);
    if (options.json) {
        Json out;
        write_year(out, *calendar, *year);
        std::cout << out.text() << "\n";
    } else {
        print_year(*calendar, *year);
    }
    return gap ? attention : good;
}

}  // namespace rw::cli
