#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/named_file.hpp"

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

/// What is written of the calendar, with its defaults.
struct Hours {
    care::Calendar::Week week;
    std::vector<Block> holiday{{10 * 60, 18 * 60}};
    std::vector<SpecialDay> special;
    Hours() { week.fill({Block{9 * 60, 22 * 60}}); }
};

std::string show_block(Block const& block) {
    auto const clock = [](int minutes) {
        auto const two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return two(minutes / 60) + ":" + two(minutes % 60);
    };
    auto const end = block.end > 24 * 60 ? block.end - 24 * 60 : block.end;
    return "\"" + clock(block.begin) + "-" + clock(end) + "\"";
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

Field<Hours> day_field(std::size_t day) {
    Field<Hours> made{days[day].key, Need::optional, false, {}, {}};
    auto const kind = blocks();
    made.read = [=](Node const& node, Reading& reading, Hours& into) {
        if (auto all = kind.read(node, reading)) into.week[day] = std::move(*all);
    };
    made.rows = [=](Hours const& defaults) {
        return std::vector<Row>{{std::string{days[day].key}, kind.type, kind.show(defaults.week[day]),
                                 std::string{days[day].words} + " Absent from `hours`: closed."}};
    };
    return made;
}

Fields<Hours> week_fields() {
    Fields<Hours> fields;
    for (std::size_t day = 0; day < days.size(); ++day)
        fields.push_back(day_field(day));
    return fields;
}

void read_week(Node const& node, Reading& reading, Hours& into) {
    into.week.fill({});
    auto const before = reading.complaints().size();
    read_section(node, week_fields(), reading, into);
    bool const closed = std::ranges::all_of(into.week, &std::vector<Block>::empty);
    if (closed && reading.complaints().size() == before) {
        reading.complain(node.at,
                         "the week has no open hours, expected a day such as mon = [\"09:00-18:00\"]");
    }
}

Kind<std::vector<SpecialDay>> holiday_days() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<std::vector<SpecialDay>> {
        if (!node.is(Node::Type::text)) {
            is_a(Node::Type::text, node, reading, "\"cn\" or the path of a file");
            return std::nullopt;
        }
        if (node.text == "cn") {
            reading.warn(node.at,
                         "no year file for \"cn\" is installed: holidays are taken for ordinary weekdays");
            return std::vector<SpecialDay>{};
        }
        bool const a_path = node.text.find_first_of("/.") != node.text.npos;
        if (a_path) return read_days(node, reading);
        reading.complain(node.at, "`" + node.text + "` is not known, expected \"cn\" or the path of a file");
        return std::nullopt;
    };
    return {"`cn` or a path", read, [](std::vector<SpecialDay> const&) { return std::string{}; }};
}

/// `hours` and the special days fill several fields, so their rows are made by hand from the same kinds.
Field<Hours> hours_field() {
    Said const said{"hours", "Open hours of each weekday; blocks may pass midnight (`22:00-02:00`)."};
    auto made = group<Hours, Hours>(said, week_fields(), [](Hours& hours) -> Hours& { return hours; });
    made.read = read_week;
    made.rows = [rows = made.rows](Hours const& defaults) {
        auto all = rows(defaults);
        all.front().fallback = "as below";
        return all;
    };
    return made;
}

Field<Hours> holidays_field() {
    Field<Hours> made{"holidays", Need::optional, false, {}, {}};
    auto const kind = list_of(holiday_days());
    made.read = [kind](Node const& node, Reading& reading, Hours& into) {
        auto const lists = kind.read(node, reading);
        if (!lists) return;
        for (auto const& list : *lists)
            into.special.insert(into.special.end(), list.begin(), list.end());
    };
    made.rows = [kind](Hours const&) {
        return std::vector<Row>{
            {"holidays", kind.type, "[]",
             "Days off and make-up workdays. A file has `2026-10-01,off` or `2026-10-10,work` a line."}};
    };
    return made;
}

Fields<Hours> calendar_fields() {
    return {
        hours_field(),
        holidays_field(),
        field(&Hours::holiday, {"holiday_hours", "Open hours of a day off: the duty roster."}, blocks()),
    };
}

care::Calendar calendar_of(Hours hours, Span utc_offset) {
    care::Calendar calendar{std::move(hours.week), utc_offset};
    calendar.set_holiday_hours(std::move(hours.holiday));
    for (auto const& special : hours.special) {
        if (special.working) {
            calendar.add_makeup_workday(special.day);
        } else {
            calendar.add_day_off(special.day);
        }
    }
    return calendar;
}

}  // namespace

Chapter calendar_chapter() {
    auto read = [](Node const& table, Reading& reading, Config& config) {
        Hours hours;
        read_section(table, calendar_fields(), reading, hours);
        config.calendar = calendar_of(std::move(hours), config.daemon.utc_offset);
    };
    return {"calendar", "[calendar]", "When the team works: the `working` clock counts these hours only.",
            read, [] { return rows_of(calendar_fields()); }};
}

}  // namespace rw::config
