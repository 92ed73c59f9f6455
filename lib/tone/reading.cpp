#include "tone/reading.hpp"

#include "core/hash.hpp"

#include <malloc.h>

#include <algorithm>
#include <future>

namespace rw::tone {
namespace {

using Text = std::u32string_view;

bool ends_clause(char32_t c) {
    constexpr Text ends = U",.;:!?。、…~ ";
    return ends.find(c) != ends.npos;
}

/// Where in a normalised text words stand: in points.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::size_t clause_begin(Text text, std::size_t at) {
    while (at > 0 && !ends_clause(text[at - 1]))
        --at;
    return at;
}

/// Whether the words are denied: 没, 不, 别 … shortly before them in the same clause (and not 是不是,
/// 有没有).
bool is_denied(Text text, Place place) {
    constexpr std::size_t reach = 4;
    constexpr Text denials = U"没不别未无非勿";
    auto const from = std::max(clause_begin(text, place.begin), place.begin - std::min(place.begin, reach));
    for (auto at = from; at < place.begin; ++at) {
        if (denials.find(text[at]) == denials.npos) continue;
        bool const asks = at > 0 && at + 1 < text.size() && text[at - 1] == text[at + 1];  // 是不是
        bool const is_had = at > 0 && at + 1 < text.size() && text[at - 1] == U'有' && text[at + 1] == U'有';
        constexpr Text no_denial = U"语得聊敌意";  // 无语 不得不 无聊 无敌 不意外
        bool const other_word = at + 1 < text.size() && no_denial.find(text[at + 1]) != no_denial.npos;
        if (!asks && !is_had && !other_word) return true;
    }
    return false;
}

/// Whether the words stand in quotation marks: somebody else's, or said of another thing.
bool is_quoted(Text text, Place place) {
    struct Pair {
        char32_t open;
        char32_t close;
    };
    constexpr Pair pairs[] = {{U'“', U'”'}, {U'「', U'」'}, {U'『', U'』'}, {U'‘', U'’'}};
    for (auto const [open, close] : pairs) {
        auto const before = text.substr(0, place.begin).rfind(open);
        if (before == text.npos) continue;
        auto const closed = text.find(close, before);
        if (closed != text.npos && closed >= place.end) return true;
    }
    auto const marks_before = std::ranges::count(text.substr(0, place.begin), U'"');
    return marks_before % 2 == 1 && text.find(U'"', place.end) != text.npos;
}

/// What comes after 但 weighs more, what stands before it less.
float contrast(Text text, Place place) {
    constexpr Text turns[] = {U"但", U"可是", U"不过", U"然而", U"结果"};
    for (auto const turn : turns) {
        auto const at = text.rfind(turn);
        if (at == text.npos) continue;
        if (at >= place.end) return 0.75F;
        if (at + turn.size() <= place.begin) return 1.2F;
    }
    return 1;
}

float degree(Text text, Place place) {
    constexpr std::size_t reach = 3;
    auto const from = place.begin - std::min(place.begin, reach);
    auto const before = text.substr(from, place.begin - from);
    constexpr Text strong[] = {U"太", U"很", U"极", U"超", U"特别", U"非常", U"简直", U"完全"};
    constexpr Text weak[] = {U"有点", U"稍", U"略", U"一点"};
    if (std::ranges::any_of(strong, [&](Text word) { return before.find(word) != before.npos; }))
        return 1.15F;
    return std::ranges::any_of(weak, [&](Text word) { return before.find(word) != before.npos; }) ? 0.8F
                                                                                                  : 1.0F;
}

std::vector<Patterns> patterns_of(std::vector<Rule> const& rules) {
    std::vector<Patterns> all;
    for (auto const& rule : rules)
        all.push_back({rule.patterns, rule.vetoes, rule.line});
    return all;
}

/// Kinds of what goes wrong, by the concepts that tell them.
std::uint64_t failure_bit(std::string_view concept_id) {
    constexpr std::string_view failures[] = {"refund", "charged",     "delay",        "broken", "deceit",
                                             "hurt",   "bad_service", "foreign_body", "danger"};
    for (std::size_t at = 0; at < std::size(failures); ++at) {
        if (failures[at] == concept_id) return std::uint64_t{1} << at;
    }
    return 0;
}

std::uint32_t key_of_concept(std::string_view id) {
    return static_cast<std::uint32_t>(fnv1a(id)) & ~denied;
}

}  // namespace

std::vector<RuleFault> Reader::compile(RuleSet const& rules) {
    rules_ = &rules;
    std::vector<Patterns> concepts;
    for (auto const& one : rules.concepts)
        concepts.push_back({one.patterns, {}, one.line});
    std::uint64_t next = 1;
    subjects_.clear();
    failures_.clear();
    keys_.clear();
    for (auto const& one : rules.concepts) {
        bool const is_subject = one.id.starts_with("about.");
        failures_.push_back(failure_bit(one.id));
        keys_.push_back(key_of_concept(one.id));
        subjects_.push_back(is_subject ? next : 0);  // the 65th and later are never told apart: 0 again
        if (is_subject) next <<= 1U;
    }
    politics_ = concept_key("delicate.politics");
    mourning_ = concept_key("delicate.mourning");
    // Most of a start is spent here, more than a second on one core: side by side.
    auto of_concepts =
        std::async(std::launch::async, [&] { return concepts_.compile(concepts, "concepts.toml"); });
    auto of_reply = std::async(std::launch::async,
                               [&] { return reply_.compile(patterns_of(rules.reply), "reply.toml"); });
    auto faults = fan_.compile(patterns_of(rules.fan), "fan.toml");
    for (auto* others : {&of_reply, &of_concepts}) {
        auto const more = others->get();
        faults.insert(faults.end(), more.begin(), more.end());
    }
    malloc_trim(0);  // compiling takes a lot and gives it back: to the system, not to each thread's heap
    return faults;
}

std::optional<std::uint32_t> Reader::concept_key(std::string_view id) const {
    bool const known = std::ranges::find(rules_->concepts, id, &Concept::id) != rules_->concepts.end();
    return known ? std::optional{key_of_concept(id)} : std::nullopt;
}

Reading Reader::fan(std::string_view text) const {
    return read(text, fan_, rules_->fan);
}

Reading Reader::reply(std::string_view text) const {
    return read(text, reply_, rules_->reply);
}

Reading Reader::read(std::string_view text, Matcher const& matcher, std::vector<Rule> const& rules) const {
    auto const normal = normalise(text);
    Reading reading;
    auto const personal = personal_data_in(text, normal);
    reading.cells = cells_of(normal, personal);
    auto const place_of = [&](Match const& match) {
        return Place{normal.place[match.begin], normal.place[match.end]};
    };
    for (auto const& match : matcher.find(normal.text)) {
        auto const& rule = rules[match.item];
        auto const place = place_of(match);
        if (rule.negatable && is_denied(normal.points, place)) continue;
        if (!rule.quotable && is_quoted(normal.points, place)) continue;
        bool const known =
            std::ranges::any_of(reading.found, [&](Found const& one) { return one.rule == &rule; });
        if (known || place.end == place.begin) continue;
        auto const last = static_cast<std::uint16_t>(normal.origin[place.end - 1] + 1);
        auto const factor = contrast(normal.points, place) * degree(normal.points, place);
        reading.found.push_back({&rule, {normal.origin[place.begin], last}, rule.weight * factor});
    }
    for (auto const& [kind, where] : personal) {
        auto const bit = std::uint64_t{1} << static_cast<unsigned>(kind);
        for (auto const& rule : rules) {
            if ((rule.personal & bit) != 0 && (rule.personal & reading.personal) == 0)
                reading.found.push_back({&rule, where, rule.weight});
        }
        reading.personal |= bit;
    }
    for (auto const& match : concepts_.find(normal.text)) {
        auto const key = keys_[match.item];
        reading.politics |= key == politics_;
        reading.mourning |= key == mourning_;
        if (key == politics_ || key == mourning_) continue;
        reading.failures |= failures_[match.item];
        reading.about |= subjects_[match.item];
        if (subjects_[match.item] != 0) continue;
        auto const sign = is_denied(normal.points, place_of(match)) ? denied : 0;
        reading.concepts.push_back(key | sign);
    }
    std::ranges::sort(reading.concepts);
    auto const twins = std::ranges::unique(reading.concepts);
    reading.concepts.erase(twins.begin(), twins.end());
    reading.points = normal.points;
    return reading;
}

}  // namespace rw::tone
