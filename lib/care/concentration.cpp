#include "care/concentration.hpp"

#include "care/spread.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace rw::care {
namespace {

struct Regular {
    int answers = 0;
    std::set<std::string> people;  // the empty name stands for somebody unknown
};
std::unordered_map<Uid, Regular> regulars_of(std::vector<Answer> const& answers, int enough) {
    std::unordered_map<Uid, Regular> fans;
    for (auto const& answer : answers) {
        auto& fan = fans[answer.fan];
        ++fan.answers;
        fan.people.insert(answer.operator_name);
    }
    std::erase_if(fans, [&](auto const& entry) {
        return entry.second.answers < enough || entry.second.people.contains("");
    });
    return fans;
}

std::vector<double> column(std::vector<Hand> const& hands, int Hand::* field) {
    std::vector<double> values;
    values.reserve(hands.size());
    for (auto const& hand : hands)
        values.push_back(hand.*field);
    return values;
}

double share_of(int part, int of) {
    return of > 0 ? static_cast<double>(part) / of : 0;
}

std::optional<Finding> too_much_in_one_hand(Concentration const& now, ConcentrationPolicy const& policy) {
    bool const enough = std::ssize(now.hands) >= policy.people && now.held >= policy.items;
    if (!enough) return std::nullopt;
    auto const& top = *std::ranges::max_element(now.hands, {}, &Hand::held);
    auto const middle = median(column(now.hands, &Hand::held));
    auto const share = share_of(top.held, now.held);
    if (share <= policy.share || top.held <= policy.times * middle) return std::nullopt;
    auto finding = found(Trouble::concentration, Level::yellow, top.name, "");
    finding.evidence = {{"held", static_cast<double>(top.held)},
                        {"share", share},
                        {"median", middle},
                        {"gini", now.gini},
                        {"people", static_cast<double>(now.hands.size())}};
    if (middle > 0) finding.evidence.push_back({"times", top.held / middle});
    finding.sample = now.held;
    finding.minimum = policy.items;
    return finding;
}

std::optional<Finding> known_to_one_only(Concentration const& now, ConcentrationPolicy const& policy) {
    bool const enough = std::ssize(now.hands) >= policy.people && now.regulars >= policy.regulars;
    if (!enough) return std::nullopt;
    auto const& top = *std::ranges::max_element(now.hands, {}, &Hand::only_his);
    auto const share = share_of(top.only_his, now.regulars);
    if (share <= policy.share) return std::nullopt;
    auto finding = found(Trouble::sole_hand, Level::blue, top.name, "");
    finding.evidence = {{"fans", static_cast<double>(top.only_his)}, {"share", share}};
    finding.sample = now.regulars;
    finding.minimum = policy.regulars;
    return finding;
}

}  // namespace

std::vector<std::pair<Uid, std::string>> known_to_one(std::vector<Answer> const& answers,
                                                      ConcentrationPolicy const& policy) {
    std::vector<std::pair<Uid, std::string>> fans;
    for (auto const& [uid, fan] : regulars_of(answers, policy.regular)) {
        if (fan.people.size() == 1) fans.emplace_back(uid, *fan.people.begin());
    }
    std::ranges::sort(fans);
    return fans;
}

Concentration concentration(History const& history, std::vector<std::string> const& team,
                            ConcentrationPolicy const& policy) {
    std::map<std::string, Hand> hands;
    std::map<std::string, std::set<Uid>> fans;
    for (auto const& name : team)
        hands[name];
    Concentration all;
    for (auto const& wait : history.waits) {
        if (wait.end != Wait::End::open || wait.holder.empty()) continue;
        ++hands[wait.holder].held;
        ++all.held;
    }
    for (auto const& answer : history.answers) {
        if (answer.operator_name.empty()) continue;
        ++hands[answer.operator_name].replies;
        fans[answer.operator_name].insert(answer.fan);
    }
    for (auto const& [uid, name] : known_to_one(history.answers, policy))
        ++hands[name].only_his;
    all.regulars = static_cast<int>(regulars_of(history.answers, policy.regular).size());
    for (auto& [name, hand] : hands) {
        hand.name = name;
        hand.fans = static_cast<int>(fans[name].size());
        all.hands.push_back(hand);
    }
    all.gini = gini(column(all.hands, &Hand::held));
    all.gini_replies = gini(column(all.hands, &Hand::replies));
    return all;
}

std::vector<Finding> concentration_findings(Concentration const& now, ConcentrationPolicy const& policy) {
    std::vector<Finding> findings;
    if (auto finding = too_much_in_one_hand(now, policy)) findings.push_back(std::move(*finding));
    if (auto finding = known_to_one_only(now, policy)) findings.push_back(std::move(*finding));
    return findings;
}

}  // namespace rw::care
