#include "care/load.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace rw::care {
namespace {

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

Span reading_and_typing(Answer const& answer, LoadPolicy const& policy) {
    auto const part = [](int letters, int a_minute) {
        return Span{a_minute > 0 ? std::int64_t{letters} * 60'000 / a_minute : 0};
    };
    return part(answer.letters_read, policy.read_a_minute) + part(answer.letters, policy.typed_a_minute);
}

Span effort(Answer const& answer, std::optional<TimePoint> before, LoadPolicy const& policy) {
    auto const words = reading_and_typing(answer, policy);
    if (answer.operator_name.empty()) return words;
    auto const passed = before ? answer.at - *before : Span::max();
    if (answer.claimed_at) {
        auto const held = std::max(answer.at - *answer.claimed_at, Span{0});
        return std::min({held, policy.most_from_claim, passed});
    }
    if (!before) return words;
    return std::min(std::min(passed, policy.most_between) + words, passed);
}

struct Spent {
    Answer const* answer;
    Span effort;
};
/// The answers in [from, until) with what they cost.
std::vector<Spent> spent_between(std::span<Answer const> answers, TimePoint from, TimePoint until,
                                 LoadPolicy const& policy) {
    auto const costs = efforts(answers, policy);
    std::vector<Spent> chosen;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].at >= from && answers[i].at < until) chosen.push_back({&answers[i], costs[i]});
    }
    return chosen;
}

std::vector<OperatorDay> lines_of(std::vector<Spent> const& spent) {
    std::map<std::string, OperatorDay> by_name;
    std::map<std::string, std::set<Uid>> fans;
    for (auto const& [answer, cost] : spent) {
        auto& line = by_name[answer->operator_name];
        line.name = answer->operator_name;
        ++line.replies;
        if (answer->to == Class::chitchat) ++line.chitchat;
        if (answer->off_hours) ++line.off_hours;
        line.spent += cost;
        fans[line.name].insert(answer->fan);
    }
    std::vector<OperatorDay> lines;
    for (auto& [name, line] : by_name) {
        line.fans = static_cast<int>(fans[name].size());
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The judgements of one day, collected.
class DayJudge {
public:
    DayJudge(std::string day, LoadPolicy const& policy) : day_{std::move(day)}, policy_{policy} {}

    void judge(OperatorDay const& line) {
        if (line.name.empty()) return;
        chitchat(line);
        off_hours(line);
        near_budget(line);
        if (line.spent >= policy_.day_budget) over(Trouble::day_cap, line, policy_.day_budget);
    }
    void judge_team(std::vector<OperatorDay> const& lines) {
        OperatorDay team;
        team.name = "team";
        for (auto const& line : lines) {
            team.spent += line.spent;
            team.replies += line.replies;
        }
        if (policy_.team_cap && team.spent >= *policy_.team_cap)
            over(Trouble::team_cap, team, *policy_.team_cap);
    }
    void judge_fans(std::vector<Spent> const& spent);
    std::vector<Finding> take() { return std::move(findings_); }

private:
    void chitchat(OperatorDay const& line) {
        bool const enough = line.replies >= policy_.chitchat_minimum;
        if (!enough || line.chitchat_share() <= policy_.chitchat_limit) return;
        auto& finding = add(Trouble::chitchat_share, Level::yellow, line.name);
        finding.evidence = {{"chitchat", static_cast<double>(line.chitchat)},
                            {"share", line.chitchat_share()},
                            {"limit", policy_.chitchat_limit}};
        sample(finding, line.replies, policy_.chitchat_minimum);
    }
    void off_hours(OperatorDay const& line) {
        bool const enough = line.off_hours >= policy_.off_hours_minimum;
        if (!enough || line.off_hours_share() <= policy_.off_hours_limit) return;
        auto& finding = add(Trouble::off_hours, Level::blue, line.name);
        finding.evidence = {{"off_hours", static_cast<double>(line.off_hours)},
                            {"share", line.off_hours_share()},
                            {"limit", policy_.off_hours_limit}};
        sample(finding, line.replies, policy_.off_hours_minimum);
    }
    void near_budget(OperatorDay const& line) {
        if (seconds(line.spent) < policy_.budget_near * seconds(policy_.day_budget)) return;
        auto& finding = add(Trouble::budget_near, Level::yellow, line.name);
        finding.evidence = times(line.spent, policy_.day_budget);
        sample(finding, line.replies, 1);
    }
    void over(Trouble trouble, OperatorDay const& line, Span budget) {
        auto& finding = add(trouble, Level::yellow, line.name);
        finding.evidence = times(line.spent, budget);
        sample(finding, line.replies, 1);
    }

    static std::vector<Figure> times(Span spent, Span budget) {
        auto const share = budget > Span{0} ? seconds(spent) / seconds(budget) : 0;
        return {{"minutes", seconds(spent)}, {"budget", seconds(budget)}, {"share", share}};
    }
    static void sample(Finding& finding, int size, int minimum) {
        finding.sample = size;
        finding.minimum = minimum;
    }
    Finding& add(Trouble trouble, Level level, std::string const& who) {
        return findings_.emplace_back(found(trouble, level, who, day_));
    }

    std::string day_;
    LoadPolicy const& policy_;
    std::vector<Finding> findings_;
};

void DayJudge::judge_fans(std::vector<Spent> const& spent) {
    struct Talk {
        Span spent{0};
        int replies = 0;
        Tier tier = Tier::normal;
    };
    std::map<std::pair<std::string, Uid>, Talk> talks;
    for (auto const& [answer, cost] : spent) {
        if (answer->operator_name.empty()) continue;
        auto& talk = talks[{answer->operator_name, answer->fan}];
        talk.spent += cost;
        ++talk.replies;
        talk.tier = answer->tier;
    }
    for (auto const& [whom, talk] : talks) {
        bool const diamond = talk.tier == Tier::diamond;
        auto const budget = diamond ? policy_.diamond_budget : policy_.fan_budget;
        if (talk.spent <= budget) continue;
        auto& finding = add(Trouble::fan_budget, Level::blue, whom.first);
        finding.rule = diamond ? "A14" : "A11";
        finding.key += "/" + whom.second.text();
        finding.evidence = times(talk.spent, budget);
        finding.fans = {whom.second};
        sample(finding, talk.replies, 1);
    }
}

}  // namespace

std::vector<Span> efforts(std::span<Answer const> answers, LoadPolicy const& policy) {
    std::vector<std::size_t> order(answers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return answers[i].at; });
    std::vector<Span> costs(answers.size());
    std::unordered_map<std::string_view, TimePoint> last;
    for (auto const i : order) {
        auto const& answer = answers[i];
        auto const before = last.find(answer.operator_name);
        auto const since = before == last.end() ? std::nullopt : std::optional{before->second};
        costs[i] = effort(answer, since, policy);
        last[answer.operator_name] = answer.at;
    }
    return costs;
}

std::vector<OperatorDay> operator_lines(std::span<Answer const> answers, TimePoint from, TimePoint until,
                                        LoadPolicy const& policy) {
    return lines_of(spent_between(answers, from, until, policy));
}

std::vector<Finding> load_findings(std::span<Answer const> answers, TimePoint now, LocalTime const& local,
                                   LoadPolicy const& policy) {
    auto const today = local.day(now);
    auto const spent = spent_between(answers, local.midnight(today), now + Span{1}, policy);
    auto const lines = lines_of(spent);
    DayJudge judge{to_text(today), policy};
    for (auto const& line : lines)
        judge.judge(line);
    judge.judge_team(lines);
    judge.judge_fans(spent);
    return judge.take();
}

}  // namespace rw::care
