#include "config/day_file.hpp"

#include "config/lines.hpp"

#include <algorithm>
#include <charconv>

namespace rw::config {
namespace {

constexpr int first_year = 1970;
constexpr int last_year = 2100;

std::optional<int> year_in(std::string const& text) {
    int year = 0;
    auto const* const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, year);
    bool const good = error == std::errc{} && at == end && year >= first_year && year <= last_year;
    return good ? std::optional{year} : std::nullopt;
}

class Reader {
public:
    explicit Reader(std::string const& file) : file_{file} {}

    void take(Remark const& remark) {
        auto& list = made_.list;
        if (remark.key == "source") list.source = remark.text;
        if (remark.key == "year") {
            list.year = year_in(remark.text);
            if (!list.year)
                complain(remark.at, "expected `# year: 2026`, the year that this file tells in full");
        }
        if (remark.key == "provisional") {
            list.provisional = remark.text;
            provisional_at_ = remark.at;
            if (remark.text.empty()) complain(remark.at, "expected `# provisional: ` and what is lacking");
        }
    }

    void take(Line const& line) {
        auto const day = parse_local_day(line[0].text);
        if (!day) return complain(line[0].at, "the first field is no date, expected one such as 2026-10-01");
        auto const kind = line.size() > 1 ? line[1].text : std::string{};
        if (kind != "off" && kind != "work")
            return complain(line[line.size() > 1 ? 1 : 0].at, "expected DATE,off or DATE,work");
        auto& days = made_.list.days;
        if (std::ranges::find(days, *day, &care::SpecialDay::day) != days.end())
            return complain(line[0].at, line[0].text + " stands here twice, expected each day once");
        days.push_back({*day, kind == "work", line.size() > 2 ? line[2].text : std::string{}, {}});
    }

    DayFile finish() && {
        if (provisional_at_ && !made_.list.year)
            complain(*provisional_at_,
                     "a file that is provisional says of which year, expected `# year: 2026`");
        return std::move(made_);
    }

private:
    void complain(Position at, std::string text) {
        made_.flaws.push_back({file_, at.line, at.column, std::move(text)});
    }
    std::string const& file_;
    DayFile made_;
    std::optional<Position> provisional_at_;
};

std::string_view country_of(ShippedFile const& file) {
    return file.name.substr(0, file.name.find('-'));
}

}  // namespace

DayFile parse_day_file(std::string_view content, std::string const& file) {
    Reader reader{file};
    for (auto const& remark : remarks_of(content))
        reader.take(remark);
    for (auto const& line : lines_of(content))
        reader.take(line);
    return std::move(reader).finish();
}

std::vector<std::string> shipped_countries() {
    std::vector<std::string> all;
    for (auto const& file : shipped_files()) {
        if (std::ranges::find(all, country_of(file)) == all.end()) all.emplace_back(country_of(file));
    }
    return all;
}

std::vector<care::DayList> shipped_days(std::string_view country) {
    std::vector<care::DayList> all;
    for (auto const& file : shipped_files()) {
        if (country_of(file) == country)
            all.push_back(parse_day_file(file.content, std::string{file.name}).list);
    }
    return all;
}

}  // namespace rw::config
