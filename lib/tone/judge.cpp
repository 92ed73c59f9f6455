#include "tone/judge.hpp"

#include "tone/features_of.hpp"
#include "tone/reading.hpp"
#include "tone/shipped.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rw::tone {

struct Judge::Parts {
    RuleSet rules;
    Reader reader;
    Model model;
    Groups groups;
    std::shared_ptr<void const> keep;
};

namespace {

float probability(Head const& head, float logit) {
    return 1.0F / (1.0F + std::exp(-(head.slope * logit + head.shift)));
}

/// What rules add to each label's logit.
template <class Label>
std::vector<float> rule_sums(std::vector<Found> const& found, std::size_t heads,
                             std::optional<Label> Rule::* label) {
    std::vector<float> sums(heads);
    for (auto const& one : found) {
        if (auto const set = one.rule->*label) sums[static_cast<std::size_t>(*set)] += one.weight;
    }
    return sums;
}

void weigh(Scored& scored, Section const& section, std::size_t heads) {
    scored.logits.assign(heads, 0);
    scored.probabilities.assign(heads, 0);
    auto const sums = section.sums(scored.features);
    for (std::size_t at = 0; at < heads; ++at) {
        auto const head = at < section.heads().size() ? section.heads()[at] : Head{-2, 0, 1, 0, 0.5F};
        scored.logits[at] = head.bias + sums[at] + scored.rules[at];
        scored.probabilities[at] = probability(head, scored.logits[at]);
    }
}

/// What a rule says only to some messages, or not of a playful account, is left out.
void drop_unfit(std::vector<Found>& found, Group group, Style style) {
    std::erase_if(found, [&](Found const& one) {
        bool const elsewhere =
            !one.rule->to.empty() && std::ranges::find(one.rule->to, group) == one.rule->to.end();
        return elsewhere || (one.rule->plain_only && style == Style::playful);
    });
}

/// The brand does not own the fan's words that it takes up, quotation marks or not; unless its reply is
/// little else.
void drop_repeated(std::vector<Found>& found, Reading const& reply, std::string_view text,
                   std::string_view asked) {
    constexpr std::size_t fewest = 3;  // points: 呵呵 is its own again
    std::erase_if(found, [&](Found const& one) {
        if (one.rule->quotable || one.rule->sure) return false;
        std::size_t const size = one.where.end - one.where.begin;
        bool const is_part = size >= fewest && size * 3 <= reply.points.size();
        return is_part && asked.find(words_between(text, one.where.begin, one.where.end)) != asked.npos;
    });
}

}  // namespace

Judge::Judge(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Judge::~Judge() = default;

Result<std::shared_ptr<Judge const>> Judge::make(Data data) {
    auto parts = std::make_unique<Parts>();
    parts->rules = std::move(data.rules);
    parts->keep = std::move(data.keep);
    auto const faults = parts->reader.compile(parts->rules);
    if (!faults.empty()) {
        std::string all;
        for (auto const& fault : faults)
            all += (all.empty() ? "" : "\n") + to_text(fault);
        return Failure{Fault::bad_input, std::move(all)};
    }
    if (!data.model.empty()) {
        auto model = Model::view(data.model);
        if (!model) return model.error();
        parts->model = *std::move(model);
    }
    parts->groups = Groups{parts->reader};
    return std::shared_ptr<Judge const>{new Judge{std::move(parts)}};
}

Topic Judge::topic_of(std::string_view text) const {
    auto const reading = parts_->reader.fan(text);
    return {reading.about, reading.failures};
}

Scored Judge::score_fan(FanCase const& one) const {
    Scored scored;
    scored.reading = parts_->reader.fan(one.text);
    scored.features = fan_features(scored.reading);
    scored.rules = rule_sums(scored.reading.found, fan_heads, &Rule::fan);
    weigh(scored, parts_->model.fan(), fan_heads);
    scored.group = parts_->groups.of(scored);
    return scored;
}

Scored Judge::score_reply(ReplyCase const& one) const {
    FanCase const asked{one.to};
    auto const parent = score_fan(asked);
    Scored scored;
    scored.reading = parts_->reader.reply(one.text);
    scored.group = parent.group;
    drop_unfit(scored.reading.found, scored.group, one.style);
    drop_repeated(scored.reading.found, scored.reading, one.text, one.to);
    scored.features = reply_features(scored.reading, parent, one);
    scored.rules = rule_sums(scored.reading.found, reply_heads, &Rule::reply);
    weigh(scored, parts_->model.reply(), reply_heads);
    return scored;
}

FanVerdict Judge::fan(FanCase const& one) const {
    static Leanings const none;
    return fan(one, none);
}
ReplyVerdict Judge::reply(ReplyCase const& one) const {
    static Leanings const none;
    return reply(one, none);
}
FanVerdict Judge::fan(FanCase const& one, Leanings const& leanings) const {
    auto const scored = score_fan(one);
    return verdict_of_fan(scored, one, leanings);
}
ReplyVerdict Judge::reply(ReplyCase const& one, Leanings const& leanings) const {
    auto const scored = score_reply(one);
    return verdict_of_reply(scored, one, leanings);
}

Rule const* Judge::find_rule(std::uint16_t number) const {
    for (auto const* rules : {&parts_->rules.fan, &parts_->rules.reply}) {
        auto const found = std::ranges::find(*rules, number, &Rule::number);
        if (found != rules->end()) return &*found;
    }
    return nullptr;
}

RuleSet const& Judge::rules() const {
    return parts_->rules;
}
Model const& Judge::model() const {
    return parts_->model;
}

std::vector<RuleFault> Judge::try_examples() const {
    std::vector<RuleFault> faults;
    auto const finds = [&](Rule const& rule, std::string const& text) {
        auto reading = rule.fan ? parts_->reader.fan(text) : parts_->reader.reply(text);
        return std::ranges::any_of(reading.found, [&](Found const& one) { return one.rule == &rule; });
    };
    for (auto const* rules : {&parts_->rules.fan, &parts_->rules.reply}) {
        std::string const file = rules == &parts_->rules.fan ? "fan.toml" : "reply.toml";
        for (auto const& rule : *rules) {
            for (auto const& text : rule.fires_on) {
                if (!finds(rule, text))
                    faults.push_back(
                        {file, rule.line, rule.id + " does not find its example `" + text + "`"});
            }
            for (auto const& text : rule.silent_on) {
                if (finds(rule, text))
                    faults.push_back(
                        {file, rule.line, rule.id + " finds what it should leave alone: `" + text + "`"});
            }
        }
    }
    return faults;
}

std::shared_ptr<Judge const> const& Judge::shipped_shared() {
    static auto const the_judge = [] {
        Data data;
        read_fan_rules(shipped::fan_rules(), "fan.toml", data.rules);
        read_reply_rules(shipped::reply_rules(), "reply.toml", data.rules);
        read_concepts(shipped::concepts(), "concepts.toml", data.rules);
        data.model = shipped::model();
        return Judge::make(std::move(data)).value();  // tested: what is shipped is whole
    }();
    return the_judge;
}

Judge const& Judge::shipped() {
    return *shipped_shared();
}

FanVerdict judge_fan(std::string_view text) {
    FanCase const one{text};
    return Judge::shipped().fan(one);
}

}  // namespace rw::tone
