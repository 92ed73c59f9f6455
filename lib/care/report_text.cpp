#include "care/report_text.hpp"

#include <array>
#include <charconv>

namespace rw::care {
namespace {

constexpr std::size_t most_lines = 10;  // of a list in a chat message

/// Chinese or English, by the language asked for.
class Says {
public:
    explicit Says(Language language) : language_{language} {}
    std::string_view operator()(std::string_view chinese, std::string_view english) const {
        return is_chinese() ? chinese : english;
    }
    bool is_chinese() const { return language_ == Language::chinese; }
    std::string words(Span span) const { return in_words(span, language_); }
    std::string name(std::string const& name) const {
        return name.empty() ? std::string{(*this)("未知", "unknown")} : name;
    }
    std::string_view kind(Class kind) const { return is_chinese() ? in_chinese(kind) : to_text(kind); }
    std::string finding(Finding const& finding) const {
        return is_chinese() ? in_chinese(finding) : in_english(finding);
    }

private:
    Language language_;
};

/// Puts texts and numbers one after the other.
template <class... Parts>
std::string joined(Parts const&... parts) {
    std::string out;
    auto const add = [&](auto const& part) {
        if constexpr (std::is_arithmetic_v<std::decay_t<decltype(part)>>) {
            out += std::to_string(part);
        } else {
            out += part;
        }
    };
    (add(parts), ...);
    return out;
}

/// Two decimals: an index is no number of things.
std::string two_decimals(double number) {
    std::array<char, 32> out{};
    auto const [end, error] =
        std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed, 2);
    return {out.data(), error == std::errc{} ? end : out.data()};
}

std::string totals(Period const& period, Says const& says) {
    auto const& all = period.all;
    std::string out;
    if (period.received) out += joined(says("收到 ", "received "), *period.received, says("，", ", "));
    out += joined(says("需回 ", "to answer "), all.wanted, says("，已回 ", ", answered "), all.answered);
    if (all.wanted > 0) out += joined(says("（", " ("), in_percent(all.share()), says("）", ")"));
    if (!all.median || !all.p90) return out;
    out += joined(says("，中位 ", ", median "), says.words(*all.median), says("，90%在 ", ", 90% within "),
                  says.words(*all.p90), says("内", ""));
    return out;
}

std::string more(std::size_t all, Says const& says) {
    if (all <= most_lines) return {};
    return joined(says("另有 ", "and "), all - most_lines, says(" 条\n", " more\n"));
}

std::string class_lines(std::vector<ClassLine> const& classes, Says const& says) {
    std::string out;
    for (auto const& line : classes) {
        if (line.tally.wanted == 0) continue;
        out += joined(says.kind(line.kind), says("：", ": "), line.tally.answered, "/", line.tally.wanted);
        if (line.tally.median) out += joined(says("，中位 ", ", median "), says.words(*line.tally.median));
        if (line.tally.late > 0) out += joined(says("，超时 ", ", late "), line.tally.late);
        out += "\n";
    }
    return out;
}

std::string operator_text(std::vector<OperatorLine> const& operators, Says const& says) {
    std::string out;
    for (auto const& line : operators) {
        out +=
            joined(says.name(line.work.name), says("：解决 ", ": resolved "), line.resolved, "/",
                   line.concluded, says("，回复 ", ", replies "), line.work.replies, says(" 条", ""),
                   says("，约 ", ", about "), says.words(line.work.spent), says("（估算）", " (estimated)"));
        if (line.work.chitchat > 0)
            out += joined(says("，闲聊 ", ", chitchat "), in_percent(line.work.chitchat_share()));
        if (line.work.off_hours > 0)
            out += joined(says("，班外 ", ", off hours "), in_percent(line.work.off_hours_share()));
        out += "\n";
    }
    return out;
}

std::string outcome_text(std::vector<OutcomeLine> const& outcomes, Says const& says) {
    if (outcomes.empty()) return {};
    std::string out{says("结果：", "Outcomes: ")};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        auto const& line = outcomes[i];
        if (i > 0) out += says("、", ", ");
        out += line.outcome.empty() ? std::string{says("未标", "none recorded")} : line.outcome;
        out += joined(" ", line.count);
    }
    return out + "\n";
}

std::size_t count_unanswered(Tally const& all) {
    return static_cast<std::size_t>(all.open) + static_cast<std::size_t>(all.unanswered);
}

std::string unanswered_text(DailyReport const& report, TimePoint now, Says const& says) {
    auto const& waits = report.unanswered;
    std::string out;
    for (std::size_t i = 0; i < std::min(waits.size(), most_lines); ++i) {
        auto const& wait = waits[i];
        out += joined("· ", says.kind(wait.kind), says("，等了 ", ", waited "), says.words(waited(wait, now)),
                      " ", wait.conversation.text());
        if (!wait.holder.empty()) out += joined(says("，认领：", ", claimed by "), wait.holder);
        out += "\n";
    }
    return out + more(count_unanswered(report.period.all), says);
}

std::string cold_days(std::vector<DayLine> const& days, Says const& says) {
    std::string out;
    for (auto const& day : days) {
        if (!day.cold) continue;
        if (!out.empty()) out += says("、", ", ");
        out += says.is_chinese() ? std::string{weekday_in_chinese(day.day)} : to_text(day.day);
    }
    return out;
}

std::string index_text(WeeklyReport const& report, Says const& says) {
    auto const cold = cold_days(report.days, says);
    std::string out;
    if (report.steadiness) {
        out += joined(says("忽冷忽热指数 ", "Hot-and-cold index "), two_decimals(report.steadiness->index));
        if (report.steadiness_before)
            out += joined(says("（上周 ", " (last week "), two_decimals(report.steadiness_before->index),
                          says("）", ")"));
    } else {
        out += says("忽冷忽热指数：记录还不够八周", "Hot-and-cold index: fewer than eight weeks on record");
    }
    if (!cold.empty()) out += joined(says("：", ": "), cold, says("几乎没回", " hardly answered"));
    return out + "\n";
}

std::string habit_text(WeeklyReport const& report, Says const& says) {
    auto const missing = report.wanted - report.talked;
    if (missing <= 0)
        return joined(says("本周聊了 ", "Purposeful talks this week: "), report.talked,
                      says(" 位，够了\n", "\n"));
    return joined(says("本周没聊够 ", "Fewer than "), report.wanted,
                  says(" 位，差 ", " purposeful talks this week, "), missing,
                  says(" 位，名单附后\n", " missing; whom to listen to:\n"));
}

std::string listening_text(WeeklyReport const& report, Says const& says) {
    std::string out;
    for (auto const& fan : report.listen_to) {
        auto const tier = says.is_chinese() ? in_chinese(fan.tier) : to_text(fan.tier);
        auto const mood = says.is_chinese() ? in_chinese(fan.mood) : to_text(fan.mood);
        out += joined("· ", fan.fan.text(), says("（", " ("), tier, says("、", ", "), mood,
                      says("）最近 ", ") last "), to_text(report.local.day(fan.last_contact)), "\n");
    }
    return out;
}

std::string quoted(std::string const& field) {
    std::string safe = field;
    bool const formula =
        !safe.empty() && std::string_view{"=+-@\t\r"}.find(safe.front()) != std::string_view::npos;
    if (formula) safe.insert(0, "'");
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string out = "\"";
    for (char const c : safe) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string seconds_or_nothing(std::optional<Span> span) {
    return span ? std::to_string(std::chrono::floor<std::chrono::seconds>(*span).count()) : std::string{};
}

}  // namespace

std::string text_of(DailyReport const& report, TimePoint now, Language language) {
    Says const says{language};
    auto out =
        joined(says("【每日】", "Daily report "), to_text(report.day), " ", totals(report.period, says));
    if (auto const missing = count_unanswered(report.period.all); missing > 0)
        out += joined(says("；没回的 ", "; "), missing, says(" 条附后", " unanswered below"));
    out += "\n";
    out += class_lines(report.period.classes, says);
    out += outcome_text(report.period.outcomes, says);
    out += operator_text(report.period.operators, says);
    return out + unanswered_text(report, now, says);
}

std::string text_of(WeeklyReport const& report, Language language) {
    Says const says{language};
    auto out = joined(says("【每周】", "Weekly report "), to_text(report.week), " ",
                      totals(report.period, says), "\n");
    out += index_text(report, says);
    for (auto const& finding : report.findings)
        out += says.finding(finding) + "\n";
    out += class_lines(report.period.classes, says);
    out += outcome_text(report.period.outcomes, says);
    out += operator_text(report.period.operators, says);
    out += habit_text(report, says);
    return report.talked < report.wanted ? out + listening_text(report, says) : out;
}

std::string csv_of(std::vector<OperatorLine> const& operators) {
    std::string out = "operator,resolved,concluded,replies,fans,chitchat,off_hours,seconds_estimated\r\n";
    for (auto const& line : operators) {
        auto const& work = line.work;
        out += joined(quoted(work.name), ",", line.resolved, ",", line.concluded, ",", work.replies, ",",
                      work.fans, ",", work.chitchat, ",", work.off_hours, ",", seconds_or_nothing(work.spent),
                      "\r\n");
    }
    return out;
}

std::string csv_of(std::vector<WeekPoint> const& series) {
    std::string out = "week,asked,judged,answered,share,median_s,p90_s,warmth,campaign,whole\r\n";
    for (auto const& point : series) {
        auto const warmth = point.warmth ? two_decimals(*point.warmth) : std::string{};
        out += joined(to_text(point.week), ",", point.asked, ",", point.judged, ",", point.answered, ",",
                      two_decimals(point.share()), ",", seconds_or_nothing(point.median), ",",
                      seconds_or_nothing(point.p90), ",", warmth, ",", point.campaign ? 1 : 0, ",",
                      point.whole ? 1 : 0, "\r\n");
    }
    return out;
}

}  // namespace rw::care
