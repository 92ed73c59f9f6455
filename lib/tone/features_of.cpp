#include "tone/features_of.hpp"

#include <algorithm>

namespace rw::tone {
namespace {

constexpr std::size_t most_pairs_of = 10;  // concepts of a text that are looked at in pairs

void add_concepts(std::vector<Feature>& out, std::vector<std::uint32_t> const& concepts, std::uint64_t salt) {
    auto const some = std::min(concepts.size(), most_pairs_of);
    for (auto const one : concepts)
        add_mark(out, concept_mark * 16 + salt, one);
    for (std::size_t i = 0; i < some; ++i) {
        for (std::size_t j = i + 1; j < some; ++j)
            add_mark(out, concept_pair_mark * 16 + salt, concepts[i], concepts[j]);
    }
}

void add_rules(std::vector<Feature>& out, std::vector<Found> const& found) {
    for (auto const& one : found)
        add_mark(out, rule_mark * 16, one.rule->number, 0, one.where);
}

void add_personal(std::vector<Feature>& out, std::uint64_t personal, std::uint64_t salt) {
    for (std::uint64_t kind = 0; kind < 16; ++kind) {
        if ((personal >> kind & 1U) != 0) add_mark(out, personal_mark * 16 + salt, 16 + kind);
    }
}

/// How much of the message's words the reply takes up, in steps from 0 to 4; of one letter alone too.
struct Overlap {
    std::uint64_t pairs = 0;
    std::uint64_t letters = 0;
};
bool is_ideograph(char32_t c) {
    return c >= 0x4E00 && c <= 0x9FFF;
}
Overlap overlap_of(std::u32string const& asked, std::u32string const& said) {
    int pairs = 0;
    int pairs_taken = 0;
    int letters = 0;
    int letters_taken = 0;
    constexpr std::u32string_view empty = U"的了吗呢吧啊我你您们是不在有就都也还这那么什个";
    for (std::size_t at = 0; at < asked.size(); ++at) {
        if (!is_ideograph(asked[at]) || empty.find(asked[at]) != empty.npos) continue;
        ++letters;
        letters_taken += said.find(asked[at]) != said.npos ? 1 : 0;
        if (at + 1 >= asked.size() || !is_ideograph(asked[at + 1])) continue;
        ++pairs;
        pairs_taken += said.find(asked.substr(at, 2)) != said.npos ? 1 : 0;
    }
    auto const step = [](int taken, int all) -> std::uint64_t {
        if (all == 0) return 0;
        if (taken == 0) return 1;
        auto const share = static_cast<double>(taken) / all;
        if (share < 0.15) return 2;
        return share < 0.4 ? 3 : 4;
    };
    return {step(pairs_taken, pairs), step(letters_taken, letters)};
}

/// Whether two texts speak of the same: 0 one of them of nothing that we know, 1 of the same, 2 of the same
/// and more, 3 of other things.
std::uint64_t subjects_shared(std::uint64_t asked, std::uint64_t said) {
    if (asked == 0 || said == 0) return 0;
    if ((asked & said) == 0) return 3;
    return (said & ~asked) == 0 ? 1 : 2;
}

std::uint64_t combined(std::uint64_t a, std::uint64_t b) {
    return a * 1024 + b;
}

}  // namespace

Groups::Groups(Reader const& reader) : loss_{reader.concept_key("loss")}, hurt_{reader.concept_key("hurt")} {}

Group Groups::of(Scored const& fan) const {
    auto const& concepts = fan.reading.concepts;
    auto const speaks_of = [&](std::optional<std::uint32_t> key) {
        return key && std::ranges::binary_search(concepts, *key);
    };
    auto const likely = [&](auto head) { return fan.probabilities[static_cast<std::size_t>(head)] >= 0.5F; };
    bool const grave = likely(FanHead::risk_2) || likely(FanHead::risk_3);
    if (likely(FanLabel::safety) || likely(FanLabel::self_harm) || speaks_of(loss_) ||
        (speaks_of(hurt_) && grave))
        return Group::hurt;
    if (likely(FanLabel::complaint) || likely(FanHead::risk_1) || likely(FanLabel::sarcasm))
        return Group::grievance;
    if (likely(FanLabel::question) || likely(FanLabel::suggestion) || likely(FanLabel::prod) ||
        likely(FanLabel::favour) || likely(FanHead::needs_reply))
        return Group::question;
    return Group::light;
}

std::vector<Feature> fan_features(Reading const& reading) {
    std::vector<Feature> out;
    out.reserve(reading.cells.letters.units.size() * 6 + 64);
    add_grams(out, reading.cells.letters, Block::letters, 0, 1, 3);
    add_grams(out, reading.cells.sounds, Block::sounds, 0, 2, 3);
    add_shape(out, reading.cells.shape, 1);
    add_concepts(out, reading.concepts, 1);
    add_rules(out, reading.found);
    add_personal(out, reading.personal, 1);
    return out;
}

std::vector<Feature> reply_features(Reading const& reading, Scored const& parent, ReplyCase const& one) {
    std::vector<Feature> out;
    auto const& cells = reading.cells;
    auto const& asked = parent.reading;
    out.reserve(cells.letters.units.size() * 8 + asked.cells.letters.units.size() * 2 + 128);
    auto const group = static_cast<std::uint64_t>(parent.group);
    add_grams(out, cells.letters, Block::letters, 0, 1, 3);
    add_grams(out, cells.sounds, Block::sounds, 0, 2, 3);
    add_grams(out, cells.letters, Block::grouped, group + 1, 1, 2);
    add_grams(out, asked.cells.letters, Block::parent, 0, 1, 2);
    add_shape(out, cells.shape, 2);
    add_shape(out, asked.cells.shape, 3);
    add_concepts(out, reading.concepts, 2);
    add_rules(out, reading.found);
    add_personal(out, reading.personal, 2);
    add_personal(out, asked.personal, 3);
    add_mark(out, group_mark * 16, group);
    add_mark(out, style_mark * 16, static_cast<std::uint64_t>(one.style));
    auto const length = length_step(cells.shape.letters);
    auto const asked_length = length_step(asked.cells.shape.letters);
    add_mark(out, cross_length_mark * 16, combined(group, length));
    add_mark(out, cross_length_mark * 16 + 1, combined(asked_length, length));
    for (std::size_t label = 0; label < fan_label_count; ++label) {
        if (parent.probabilities[label] < 0.5F) continue;
        add_mark(out, parent_label_mark * 16, label);
        add_mark(out, parent_label_mark * 16 + 1, combined(label, length));
    }
    for (auto const what : reading.concepts) {
        add_mark(out, cross_concept_mark * 16, combined(group, what));
        add_mark(out, cross_concept_mark * 16 + 2, combined(static_cast<std::uint64_t>(one.style), what));
        for (std::size_t i = 0; i < std::min(asked.concepts.size(), most_pairs_of); ++i)
            add_mark(out, cross_concept_mark * 16 + 1, asked.concepts[i], what);
    }
    for (auto const what : asked.concepts)
        add_mark(out, parent_concept_mark * 16, what);
    for (std::size_t sign = 1; sign < sign_count; ++sign) {
        if (cells.shape.signs[sign] > 0) add_mark(out, cross_sign_mark * 16, combined(group, sign));
    }
    auto const shared = subjects_shared(asked.about, reading.about);
    add_mark(out, topic_mark * 16, shared);
    add_mark(out, topic_mark * 16 + 1, combined(group, shared));
    auto const overlap = overlap_of(asked.points, reading.points);
    add_mark(out, topic_mark * 16 + 2, combined(shared, overlap.pairs));
    add_mark(out, overlap_mark * 16, overlap.pairs);
    add_mark(out, overlap_mark * 16 + 1, overlap.letters);
    add_mark(out, overlap_mark * 16 + 2, combined(overlap.pairs, length));
    bool const brings = cells.shape.numbers > 0;
    add_mark(out, overlap_mark * 16 + 3, combined(combined(group, overlap.letters), brings ? 1 : 0));
    return out;
}

}  // namespace rw::tone
