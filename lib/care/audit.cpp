#include "care/audit.hpp"

#include "care/audit_rows.hpp"

#include <algorithm>
#include <array>

namespace rw::care {
namespace {

struct Names {
    std::string_view english;
    std::string_view chinese;
};
constexpr std::array verdicts{Names{"pass", "通过"}, Names{"fail", "没过"}, Names{"not measured", "没测"}};
constexpr std::array reasons{
    Names{"", ""},
    Names{"needs verdicts on tone", "要先有语气判断"},
    Names{"too few cases", "样本太少"},
    Names{"checked by the program and its configuration", "由程序和配置保证"},
    Names{"not configured", "没有配置"},
};

template <std::size_t N>
Names const& at(std::array<Names, N> const& names, std::size_t index) {
    return names[std::min(index, N - 1)];
}

History period_of(History const& all, TimePoint from, TimePoint now) {
    auto const inside = [&](TimePoint when) { return when >= from && when <= now; };
    History some;
    std::ranges::copy_if(all.waits, std::back_inserter(some.waits), inside, &Wait::asked_at);
    std::ranges::copy_if(all.answers, std::back_inserter(some.answers), inside, &Answer::at);
    std::ranges::copy_if(all.touches, std::back_inserter(some.touches), inside, &Touch::at);
    return some;
}

/// B6 passes when no other point fails and at least one was measured.
void sum_up(std::vector<AuditLine>& lines) {
    auto const count = [&](Verdict verdict) {
        return static_cast<int>(std::ranges::count_if(
            lines, [&](AuditLine const& line) { return line.row != "B6" && line.verdict == verdict; }));
    };
    auto const passed = count(Verdict::pass);
    auto const failed = count(Verdict::fail);
    auto const open = count(Verdict::not_measured);
    auto const self = std::ranges::find(lines, "B6", &AuditLine::row);
    auto const result = measured(failed == 0, passed + failed, 1,
                                 {{"passed", static_cast<double>(passed)},
                                  {"failed", static_cast<double>(failed)},
                                  {"not_measured", static_cast<double>(open)}});
    self->verdict = result.verdict;
    self->why_not = result.why_not;
    self->evidence = result.evidence;
}

}  // namespace

std::string_view to_text(Verdict verdict) {
    return at(verdicts, static_cast<std::size_t>(verdict)).english;
}
std::string_view in_chinese(Verdict verdict) {
    return at(verdicts, static_cast<std::size_t>(verdict)).chinese;
}
std::string_view in_english(WhyNot why) {
    return at(reasons, static_cast<std::size_t>(why)).english;
}
std::string_view in_chinese(WhyNot why) {
    return at(reasons, static_cast<std::size_t>(why)).chinese;
}

Measured not_measured(WhyNot why) {
    return {Verdict::not_measured, why, {}};
}

Measured measured(bool good, int sample, int minimum, std::vector<Figure> evidence) {
    std::vector<Figure> const cases{{"sample", static_cast<double>(sample)},
                                    {"minimum", static_cast<double>(minimum)}};
    if (sample < minimum) return {Verdict::not_measured, WhyNot::too_few, cases};
    evidence.insert(evidence.end(), cases.begin(), cases.end());
    return {good ? Verdict::pass : Verdict::fail, WhyNot::none, std::move(evidence)};
}

std::vector<AuditLine> audit(History const& history, TimePoint now, AuditPolicy const& policy) {
    auto const from = now - policy.days * 24h;
    Scope const scope{history, period_of(history, from, now), from, now, policy};
    std::vector<AuditLine> lines;
    for (auto const& point : points()) {
        auto result = point.measure(scope);
        lines.push_back({point.row, point.chinese, point.english, result.verdict, result.why_not,
                         std::move(result.evidence)});
    }
    sum_up(lines);
    return lines;
}

}  // namespace rw::care
