// Promises in replies: by when another word is due (B14).
#include "care/wording.hpp"
#include "core/text.hpp"
#include "tone/normalise.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::care {
namespace {

using namespace std::chrono;

constexpr Span beijing = 8h;
constexpr int most_days = 60;

constexpr std::array digits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/// The number that ends right before `text` does: `48`, `三`, `两`, `半` as 0.5; the greater of `1-3`.
std::optional<double> number_at_end(std::string_view text) {
    for (std::string_view const filler : {"个", " "}) {
        if (text.ends_with(filler)) text.remove_suffix(filler.size());
    }
    if (text.ends_with("半")) return 0.5;
    if (text.ends_with("两")) return 2;
    for (std::size_t value = 0; value < digits.size(); ++value) {
        if (text.ends_with(digits[value])) return static_cast<double>(value);
    }
    auto const begin = text.find_last_not_of("0123456789") + 1;  // npos + 1 is 0
    int value = 0;
    auto const [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), value);
    if (error != std::errc{} || value > 999) return std::nullopt;
    return value;
}

/// The `count`-th working day after that of `from` ends then.
TimePoint after_working_days(TimePoint from, int count, Calendar const& calendar) {
    auto day = floor<days>(from + beijing) - beijing;
    for (int looked = 0; count > 0 && looked < most_days; ++looked) {
        day += 24h;
        if (calendar.between(day, day + 24h) > Span{0}) --count;
    }
    return day + 24h;
}

struct Unit {
    std::string_view name;
    Span span;
    bool working = false;
};
constexpr std::array units{Unit{"工作日", 24h, true}, Unit{"小时", 1h}, Unit{"分钟", 1min}, Unit{"天", 24h},
                           Unit{"日", 24h}};

/// `24小时内`, `三个工作日以内`.
std::optional<TimePoint> within(std::string_view clause, TimePoint said_at, Calendar const& calendar) {
    for (auto const& unit : units) {
        auto const at = clause.find(unit.name);
        if (at == clause.npos) continue;
        auto const after = clause.substr(at + unit.name.size());
        bool const limit = after.starts_with("内") || after.starts_with("之内") || after.starts_with("以内");
        auto const count = number_at_end(clause.substr(0, at));
        if (!limit || !count || *count <= 0) continue;
        if (unit.working) return after_working_days(said_at, static_cast<int>(*count), calendar);
        auto const span = Span{static_cast<std::int64_t>(*count * static_cast<double>(unit.span.count()))};
        return span <= most_days * 24h ? std::optional{said_at + span} : std::nullopt;
    }
    return std::nullopt;
}

struct DayName {
    std::string_view name;
    int days;
};
constexpr std::array day_names{DayName{"今天", 0}, DayName{"今日", 0}, DayName{"今晚", 0}, DayName{"明天", 1},
                               DayName{"明日", 1}, DayName{"明早", 1}, DayName{"后天", 2}};

/// The clock time named after a day: `18点`, `下午3点`, `18:30`; the day's end when there is none.
Span time_in(std::string_view text) {
    if (text.find("下班前") != text.npos) return 18h;
    auto const at = std::min(text.find("点"), text.find(':'));
    if (at == text.npos) return 24h;
    auto const hour = number_at_end(text.substr(0, at));
    if (!hour || *hour > 24) return 24h;
    bool const afternoon = text.find("下午") != text.npos || text.find("晚上") != text.npos;
    auto const clock = static_cast<int>(*hour) + (afternoon && *hour < 12 ? 12 : 0);
    return hours{clock};
}

/// `今天18点前`, `明天给您答复`.
std::optional<TimePoint> on_a_day(std::string_view clause, TimePoint said_at) {
    if (clause.find("已") != clause.npos) return std::nullopt;  // done, not promised
    for (auto const& day : day_names) {
        auto const at = clause.find(day.name);
        if (at == clause.npos) continue;
        auto const midnight = floor<days>(said_at + beijing) - beijing + day.days * 24h;
        auto const due = midnight + time_in(clause.substr(at + day.name.size()));
        return due > said_at ? std::optional{due} : std::nullopt;
    }
    return std::nullopt;
}

/// Whether a clause speaks of what we shall do for the fan, and not of what he may do or what a rule allows.
bool is_ours_to_do(std::string_view clause) {
    constexpr std::array deeds{"答复", "回复", "回您", "处理",   "解决", "联系您", "退款",
                               "退到", "退回", "发货", "补发",   "寄出", "到账",   "反馈",
                               "给您", "为您", "告知", "通知您", "安排", "上门"};
    constexpr std::array others{"请您",   "请在",   "您可", "可以", "支持",
                                "无理由", "需要您", "如果", "若",   "?"};
    auto const in = [&](char const* word) { return clause.find(word) != clause.npos; };
    return std::ranges::any_of(deeds, in) && std::ranges::none_of(others, in);
}

}  // namespace

std::optional<TimePoint> promise_in(std::string_view text, TimePoint said_at, Calendar const& calendar) {
    auto const normal = tone::normalise(text).text;
    std::string_view rest = normal;
    while (!rest.empty()) {
        constexpr std::array ends{"。", "!", ";", "~", "\n"};
        auto end = rest.size();
        for (std::string_view const mark : ends)
            end = std::min(end, rest.find(mark));
        auto const clause = rest.substr(0, end);
        if (is_ours_to_do(clause)) {
            if (auto const due = within(clause, said_at, calendar)) return due;
            if (auto const due = on_a_day(clause, said_at)) return due;
        }
        rest.remove_prefix(std::min(rest.size(), end + 1));
        while (!rest.empty() && (static_cast<unsigned char>(rest.front()) & 0xC0U) == 0x80U)
            rest.remove_prefix(1);
    }
    return std::nullopt;
}

}  // namespace rw::care
