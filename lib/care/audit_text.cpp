// The audit in words: every number with its name and in the form in which people say it.
#include "care/report_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::care {
namespace {

enum class Form : std::uint8_t { count, share, time, index };
struct Label {
    std::string_view name;
    std::string_view chinese;
    std::string_view english;
    Form form;
};
constexpr std::array labels{
    Label{"outcome_share", "标了结果", "outcome said", Form::share},
    Label{"resolved_share", "已解决", "resolved", Form::share},
    Label{"chitchat_share", "闲聊", "chitchat", Form::share},
    Label{"limit", "上限", "limit", Form::share},
    Label{"weeks_missed", "没聊够的周", "weeks missed", Form::count},
    Label{"median_seconds_a_day", "每人每天中位", "median a person and day", Form::time},
    Label{"days_over", "超上限的人天", "days over the cap", Form::count},
    Label{"days_near", "接近上限的人天", "days near the cap", Form::count},
    Label{"cap_seconds", "上限", "cap", Form::time},
    Label{"drifted", "跑偏的对话", "talks that drifted", Form::count},
    Label{"share", "占", "share", Form::share},
    Label{"off_hours_share", "班外回复", "off hours", Form::share},
    Label{"people", "人数", "people", Form::count},
    Label{"top_share", "最多的一人占", "greatest share of one", Form::share},
    Label{"gini", "基尼系数", "Gini", Form::index},
    Label{"known_to_one", "只有一人回过的常客", "regulars known to one", Form::count},
    Label{"over", "超时长的对话", "talks over budget", Form::count},
    Label{"median_diamond_core", "钻石和核心中位", "median of diamond and core", Form::time},
    Label{"median_others", "其他人中位", "median of others", Form::time},
    Label{"late_diamond_core", "钻石和核心超时", "late, diamond and core", Form::share},
    Label{"late_others", "其他人超时", "late, others", Form::share},
    Label{"classes_unequal", "厚此薄彼的类别", "classes treated unequally", Form::count},
    Label{"greatest_ratio", "最大倍数", "greatest ratio", Form::index},
    Label{"fans_served", "至少回过一次的粉丝", "fans answered at least once", Form::share},
    Label{"index", "忽冷忽热指数", "hot-and-cold index", Form::index},
    Label{"cold_weeks", "冷的周", "cold weeks", Form::count},
    Label{"longest_silence", "最长没回", "longest silence", Form::time},
    Label{"usual_silence", "平时", "usually", Form::time},
    Label{"answered_share", "回复率", "answered", Form::share},
    Label{"posts_with_skipped", "有人被跳过的微博", "posts with fans passed over", Form::count},
    Label{"lost", "流失的常客", "frequent fans lost", Form::count},
    Label{"late_share", "超时", "late", Form::share},
    Label{"median", "中位", "median", Form::time},
    Label{"p90", "90%以内", "90% within", Form::time},
    Label{"answered_share_mentions_reposts", "转发和@回复率", "mentions and reposts answered", Form::share},
    Label{"answered_share_comments", "评论回复率", "comments answered", Form::share},
    Label{"executive_replies", "高管回复", "replies by executives", Form::count},
    Label{"passed", "通过", "passed", Form::count},
    Label{"failed", "没过", "failed", Form::count},
    Label{"not_measured", "没测", "not measured", Form::count},
    Label{"sample", "样本", "sample", Form::count},
    Label{"minimum", "至少要", "at least wanted", Form::count},
};

std::string two_decimals(double number) {
    std::array<char, 32> out{};
    auto const [end, error] =
        std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed, 2);
    return {out.data(), error == std::errc{} ? end : out.data()};
}

std::string value_of(double value, Form form, Language language) {
    switch (form) {
        case Form::count: return in_digits(value);
        case Form::share: return in_percent(value);
        case Form::time: return in_words(Span{static_cast<std::int64_t>(value * 1000)}, language);
        case Form::index: return two_decimals(value);
    }
    return {};
}

std::string said(Figure const& figure, Language language) {
    auto const label = std::ranges::find(labels, figure.name, &Label::name);
    if (label == labels.end()) return std::string{figure.name} + " " + two_decimals(figure.value);
    auto const name = language == Language::chinese ? label->chinese : label->english;
    return std::string{name} + " " + value_of(figure.value, label->form, language);
}

std::string evidence_of(AuditLine const& line, Language language) {
    bool const chinese = language == Language::chinese;
    std::string out;
    for (auto const& figure : line.evidence) {
        bool const told = figure.name != "minimum" || line.why_not == WhyNot::too_few;
        if (!told) continue;
        out += out.empty() ? (chinese ? "；" : "; ") : (chinese ? "，" : ", ");
        out += said(figure, language);
    }
    return out;
}

std::string line_of(AuditLine const& line, Language language) {
    bool const chinese = language == Language::chinese;
    std::string out{line.row};
    out += " ";
    out += chinese ? line.chinese : line.english;
    out += chinese ? "：" : ": ";
    out += chinese ? in_chinese(line.verdict) : to_text(line.verdict);
    if (line.why_not != WhyNot::none) {
        out += chinese ? "（" : " (";
        out += chinese ? in_chinese(line.why_not) : in_english(line.why_not);
        out += chinese ? "）" : ")";
    }
    return out + evidence_of(line, language) + "\n";
}

}  // namespace

std::string text_of(std::vector<AuditLine> const& audit, Language language) {
    std::string out;
    std::vector<Figure> counts{{"passed", 0}, {"failed", 0}, {"not_measured", 0}};
    for (auto const& line : audit) {
        counts[static_cast<std::size_t>(line.verdict)].value += 1;
        out += line_of(line, language);
    }
    for (auto const& count : counts) {
        if (&count != counts.data()) out += language == Language::chinese ? "，" : ", ";
        out += said(count, language);
    }
    return out + "\n";
}

}  // namespace rw::care
