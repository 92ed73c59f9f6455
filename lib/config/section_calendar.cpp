#include "config/calendar.hpp"

#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/day_file.hpp"
#include "config/named_file.hpp"
#include "config/nearest.hpp"
#include "config/zones.hpp"

#include <algorithm>
#include <array>

namespace rw::config {
namespace {

using care::Block;

struct Day {
    std::string_view key;
    std::string_view words;
};
constexpr std::array<Day, 7> days{{{"mon", "Monday."},
                                   {"tue", "Tuesday."},
                                   {"wed", "Wednesday."},
                                   {"thu", "Thursday."},
                                   {"fri", "Friday."},
                                   {"sat", "Saturday."},
                                   {"sun", "Sunday."}}};

/// What is written of a calendar.
struct Written {
    care::Hours hours;
    care::Holidays holidays;
    Zone zone;
};

care::Hours default_hours() {
    care::Hours hours;
    hours.week.fill({Block{9 * 60, 22 * 60}});
    hours.holiday = {{10 * 60, 18 * 60}};
    return hours;
}

std::string show_block(Block const& block) {
    return "\"" + care::to_text(block) + "\"";
}

Kind<Block> block() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<Block> {
        constexpr auto expected = "hours such as \"09:00-12:00\"";
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        auto const made = care::parse_block(node.text);
        if (!made) reading.complain(node.at, "`" + node.text + "` is not valid, expected " + expected);
        return made;
    };
    return {"hours such as \"09:00-12:00\"", read, show_block};
}

/// The blocks of one day, in any order, none of which may overlap another.
Kind<std::vector<Block>> blocks() {
    auto kind = list_of(block());
    auto const read_list = kind.read;
    kind.read = [read_list](Node const& node, Reading& reading) {
        auto all = read_list(node, reading);
        if (!all) return all;
        std::ranges::sort(*all, {}, &Block::begin);
        auto const overlap = [](Block const& a, Block const& b) { return b.begin < a.end; };
        if (std::ranges::adjacent_find(*all, overlap) != all->end()) {
            reading.complain(node.at, "two of the blocks overlap, expected blocks that follow one another");
        }
        return all;
    };
    return kind;
}

Field<care::Hours> day_field(std::size_t day) {
    Field<care::Hours> made{days[day].key, Need::optional, false, {}, {}};
    auto const kind = blocks();
    made.read = [=](Node const& node, Reading& reading, care::Hours& into) {
        if (auto all = kind.read(node, reading)) into.week[day] = std::move(*all);
    };
    made.rows = [=](care::Hours const&) {
        auto const defaults = default_hours();
        return std::vector<Row>{{std::string{days[day].key}, kind.type, kind.show(defaults.week[day]),
                                 std::string{days[day].words} + " Absent from `hours`: closed."}};
    };
    return made;
}

Fields<care::Hours> week_fields() {
    Fields<care::Hours> fields;
    for (std::size_t day = 0; day < days.size(); ++day)
        fields.push_back(day_field(day));
    return fields;
}

void read_week(Node const& node, Reading& reading, Written& written) {
    auto& into = written.hours;
    into.week.fill({});
    auto const before = reading.complaints().size();
    read_section(node, week_fields(), reading, into);
    bool const closed = std::ranges::all_of(into.week, &std::vector<Block>::empty);
    if (closed && reading.complaints().size() == before) {
        reading.complain(node.at,
                         "the week has no open hours, expected a day such as mon = [\"09:00-18:00\"]");
    }
}

/// A country whose year files are shipped, or the path of a file.
Kind<std::vector<care::DayList>> day_lists() {
    auto const countries = shipped_countries();
    auto const expected = "\"" + joined(countries) + "\" or the path of a file";
    auto read = [=](Node const& node, Reading& reading) -> std::optional<std::vector<care::DayList>> {
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        if (auto shipped = shipped_days(node.text); !shipped.empty()) return shipped;
        bool const a_path = node.text.find_first_of("/.") != node.text.npos;
        if (!a_path) {
            reading.complain(node.at, "`" + node.text + "` is not known, expected " + expected);
            return std::nullopt;
        }
        auto list = read_days(node, reading);
        if (!list) return std::nullopt;
        return std::vector{*std::move(list)};
    };
    return {"`cn` or a path", read, [](std::vector<care::DayList> const&) { return std::string{}; }};
}

/// `hours` and the special days fill several fields, so their rows are made by hand from the same kinds.
Field<Written> hours_field() {
    Said const said{"hours", "Open hours of each weekday; blocks may pass midnight (`22:00-02:00`)."};
    auto made = group<Written, care::Hours>(said, week_fields(),
                                            [](Written& written) -> care::Hours& { return written.hours; });
    made.read = read_week;
    made.rows = [rows = made.rows](Written const& defaults) {
        auto all = rows(defaults);
        all.front().fallback = "as below";
        return all;
    };
    return made;
}

Field<Written> holidays_field() {
    Field<Written> made{"holidays", Need::optional, false, {}, {}};
    auto const kind = list_of(day_lists());
    made.read = [kind](Node const& node, Reading& reading, Written& into) {
        auto lists = kind.read(node, reading);
        if (!lists) return;
        into.holidays = {};
        for (auto& files : *lists) {
            for (auto& list : files)
                into.holidays.add(std::move(list));
        }
    };
    made.rows = [kind](Written const&) {
        return std::vector<Row>{
            {"holidays", kind.type, "[]",
             "Days off and make-up workdays; later ones win. `cn` is what is shipped: config/holidays. A "
             "file has "
             "`2026-10-01,off` or `2026-10-10,work` a line, and may say `# source: …` and `# year: 2026`."}};
    };
    return made;
}

Field<Written> holiday_hours_field() {
    Field<Written> made{"holiday_hours", Need::optional, false, {}, {}};
    auto const kind = blocks();
    made.read = [kind](Node const& node, Reading& reading, Written& into) {
        if (auto all = kind.read(node, reading)) into.hours.holiday = std::move(*all);
    };
    made.rows = [kind](Written const&) {
        return std::vector<Row>{{"holiday_hours", kind.type, kind.show(default_hours().holiday),
                                 "Open hours of a day off: the duty roster."}};
    };
    return made;
}

Fields<Written> calendar_fields() {
    return {hours_field(), holidays_field(), holiday_hours_field()};
}

Fields<Written> own_calendar_fields() {
    auto fields = calendar_fields();
    fields.push_back(field(&Written::zone, {"timezone", "Where its people work."}, zone()));
    return fields;
}

care::Calendar read_calendar(Node const& table, Fields<Written> const& fields, Reading& reading,
                             care::Calendar const& base) {
    Written written{base.hours(), base.holidays(), base.zone()};
    read_section(table, fields, reading, written);
    return {std::move(written.hours), std::move(written.zone), std::move(written.holidays)};
}

void add_warnings(std::vector<std::string>& all, care::Calendar const& calendar, std::string const& whose,
                  TimePoint now) {
    for (auto const& gap : calendar.gaps(now)) {
        if (std::ranges::find(all, gap.words) == all.end()) all.push_back(whose + gap.words);
    }
}

}  // namespace

care::Calendar default_calendar() {
    return {default_hours(), Daemon{}.timezone};
}

care::Calendar shipped_calendar(std::string const& country) {
    care::Holidays holidays;
    for (auto& list : shipped_days(country))
        holidays.add(std::move(list));
    return {default_hours(), Daemon{}.timezone, std::move(holidays)};
}

care::Calendar read_own_calendar(Node const& table, Reading& reading, care::Calendar const& common) {
    return read_calendar(table, own_calendar_fields(), reading, common);
}

std::vector<Row> own_calendar_rows() {
    constexpr auto words =
        "Its own working time: the keys of `[calendar]`, and `timezone`. What is absent is as there; `hours` "
        "are "
        "taken as a whole.";
    return {{"calendar", "table", "as in `[calendar]`", words},
            {"calendar.timezone", zone().type, "as in `[daemon]`", "Where its people work."}};
}

std::vector<std::string> calendar_warnings(Config const& config, TimePoint now) {
    std::vector<std::string> all;
    add_warnings(all, config.calendar, "", now);
    for (auto const& account : config.accounts)
        add_warnings(all, account.calendar, account.name.text() + ": ", now);
    return all;
}

Chapter calendar_chapter() {
    auto read = [](Node const& table, Reading& reading, Config& config) {
        care::Calendar const base{default_hours(), config.daemon.timezone};
        config.calendar = read_calendar(table, calendar_fields(), reading, base);
    };
    return {"calendar", "[calendar]", "When the team works: the `working` clock counts these hours only.",
            read, [] { return rows_of(calendar_fields()); }};
}

}  // namespace rw::config
