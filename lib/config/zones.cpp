#include "config/zones.hpp"

#include "care/calendar.hpp"
#include "config/nearest.hpp"

#include <cctz/time_zone.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace rw::config {
namespace {

using namespace std::chrono;

constexpr TimePoint first_instant{sys_days{year{1970} / 1 / 1}};
constexpr TimePoint last_instant{sys_days{year{2101} / 1 / 1}};
constexpr auto expected =
    "expected a name such as \"Asia/Shanghai\" or \"Europe/London\", \"UTC\", or a fixed offset such as "
    "\"+08:00\"";

/// Local time minus UTC of `UTC` and of `+08:00`.
std::optional<Span> fixed_offset(std::string const& name) {
    if (name == "UTC" || name == "Etc/UTC" || name == "+00:00" || name == "-00:00") return Span{0};
    bool const is_signed = name.size() == 6 && (name[0] == '+' || name[0] == '-');
    auto const clock = is_signed ? care::parse_block("00:00-" + name.substr(1)) : std::nullopt;
    if (!clock || clock->end > 14 * 60) return std::nullopt;
    auto const offset = Span{minutes{clock->end}};
    return name[0] == '-' ? -offset : offset;
}

/// A name of the database and no path: it begins with a capital, as all of them do.
bool may_be_a_name(std::string const& name) {
    auto const fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
               c == '_' || c == '+' || c == '-';
    };
    return !name.empty() && name.size() <= 64 && name[0] >= 'A' && name[0] <= 'Z' &&
           std::ranges::all_of(name, fits);
}

std::filesystem::path database() {
    char const* const given = std::getenv("TZDIR");
    return given && *given ? given : "/usr/share/zoneinfo";
}

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    std::error_code trouble;
    auto const top = database();
    for (std::filesystem::recursive_directory_iterator at{top, trouble}, end; !trouble && at != end;
         at.increment(trouble)) {
        auto const name = at->path().lexically_relative(top).string();
        if (!may_be_a_name(name)) {
            at.disable_recursion_pending();  // `posix` and `right` hold everything again
        } else if (at->is_regular_file(trouble)) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

std::string lower(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// Of all the names the one that looks like `written`, which may be the city only, in any case.
std::string likely(std::string const& written, std::vector<std::string> const& names) {
    auto const wanted = lower(written);
    if (wanted.find("beijing") != wanted.npos)
        return "Asia/Shanghai";  // China's zone has another city's name
    bool const whole = wanted.find('/') != wanted.npos;
    std::vector<std::string> looks;
    looks.reserve(names.size());
    for (auto const& name : names)
        looks.push_back(lower(whole ? name : name.substr(name.rfind('/') + 1)));
    auto const found = std::ranges::find(looks, nearest(wanted, looks));
    return names[static_cast<std::size_t>(found - looks.begin())];
}

Failure unknown(std::string const& name) {
    bool const offset = name.starts_with('+') || name.starts_with('-');
    if (offset) return {Fault::bad_input, "`" + name + "` is no offset of any place, " + expected};
    auto const names = known_names();
    auto const hint = names.empty() ? "there is no time zone database in " + database().string() +
                                          " (Debian: install tzdata)"
                                    : "did you mean `" + likely(name, names) + "`?";
    return {Fault::bad_input, "`" + name + "` is no known time zone, " + expected + "; " + hint};
}

Zone taken_from(cctz::time_zone const& place, std::string const& name) {
    auto const offset_at = [&](TimePoint when) { return Span{seconds{place.lookup(when).offset}}; };
    auto const first = offset_at(first_instant);
    std::vector<Zone::Change> changes;
    cctz::time_zone::civil_transition next{};
    for (auto at = first_instant; place.next_transition(at, &next);) {
        at = place.lookup(next.to).trans;
        if (at >= last_instant) break;
        auto const before = changes.empty() ? first : changes.back().offset;
        if (auto const offset = offset_at(at); offset != before) changes.push_back({at, offset});
    }
    return {name, first, std::move(changes)};
}

}  // namespace

Result<Zone> zone_named(std::string const& name) {
    if (auto const offset = fixed_offset(name)) return Zone{name, *offset};
    cctz::time_zone place;
    if (may_be_a_name(name) && cctz::load_time_zone(name, &place)) return taken_from(place, name);
    if (name == "Asia/Shanghai") return Zone{name, 8h};
    return unknown(name);
}

Kind<Zone> zone() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<Zone> {
        if (!is_a(Node::Type::text, node, reading, "a time zone")) return std::nullopt;
        auto made = zone_named(node.text);
        if (made) return *std::move(made);
        reading.complain(node.at, made.error().doing);
        return std::nullopt;
    };
    return {"a time zone", std::move(read), [](Zone const& zone) { return "\"" + zone.name() + "\""; }};
}

}  // namespace rw::config
