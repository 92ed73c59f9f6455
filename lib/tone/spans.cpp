#include "tone/spans.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cmath>

namespace rw::tone {
namespace {

constexpr std::size_t most_parts = 6;
constexpr std::size_t longest_words = 16;

bool has_place(Feature const& feature) {
    return feature.block != Block::parent && feature.where.end > feature.where.begin;
}

std::size_t end_of(Scored const& scored) {
    std::size_t end = 0;
    for (auto const& feature : scored.features) {
        if (has_place(feature)) end = std::max<std::size_t>(end, feature.where.end);
    }
    return end;
}

/// Rows of neighbouring points that pull the same way.
std::vector<Part> rows_of(std::vector<float> const& points) {
    std::vector<Part> rows;
    for (std::size_t at = 0; at < points.size(); ++at) {
        if (points[at] == 0) continue;
        bool const goes_on =
            !rows.empty() && rows.back().where.end == at && (rows.back().weight > 0) == (points[at] > 0);
        if (!goes_on)
            rows.push_back({{static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(at)}, 0, 0});
        rows.back().where.end = static_cast<std::uint16_t>(at + 1);
        rows.back().weight += points[at];
    }
    return rows;
}

bool is_heavier(Part const& a, Part const& b) {
    auto const x = std::abs(a.weight);
    auto const y = std::abs(b.weight);
    return x != y ? x > y : a.where.begin < b.where.begin;
}

}  // namespace

Spread spread(Scored const& scored, Section const& section, std::size_t head) {
    Spread out;
    out.points.resize(end_of(scored));
    if (head >= section.heads().size()) return out;
    auto const values = block_values(scored.features);
    for (auto const& feature : scored.features) {
        auto const weight = section.contribution(feature, head, values);
        if (!has_place(feature)) {
            out.other += weight;
            continue;
        }
        auto const size = static_cast<float>(feature.where.end - feature.where.begin);
        for (auto at = feature.where.begin; at < feature.where.end; ++at)
            out.points[at] += weight / size;
    }
    return out;
}

Range heaviest_words(Scored const& scored, Section const& section, std::size_t head, std::string_view text) {
    auto const points = spread(scored, section, head).points;
    Range best{0, static_cast<std::uint16_t>(std::min<std::size_t>(code_points(text), UINT16_MAX))};
    float heaviest = 0;
    for (std::size_t begin = 0; begin < points.size(); ++begin) {
        float sum = 0;
        for (auto end = begin; end < std::min(points.size(), begin + longest_words); ++end) {
            sum += points[end];
            if (sum <= heaviest) continue;
            heaviest = sum;
            best = {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end + 1)};
        }
    }
    return best;
}

Explanation explain(Scored const& scored, Section const& section, std::size_t head,
                    std::optional<FanLabel> fan, std::optional<ReplyLabel> reply) {
    Explanation out;
    out.logit = scored.logits[head];
    out.bias = head < section.heads().size() ? section.heads()[head].bias : out.logit - scored.rules[head];
    auto const all = spread(scored, section, head);
    out.other = all.other;
    out.parts = rows_of(all.points);
    std::ranges::sort(out.parts, is_heavier);
    for (auto at = out.parts.size(); at > most_parts; --at) {
        out.other += out.parts.back().weight;
        out.parts.pop_back();
    }
    for (auto const& one : scored.reading.found) {
        bool const ours = (fan && one.rule->fan == fan) || (reply && one.rule->reply == reply);
        if (ours) out.parts.push_back({one.where, one.rule->number, one.weight});
    }
    std::ranges::sort(out.parts, is_heavier);
    return out;
}

Explanation Judge::explain_fan(Scored const& scored, std::size_t head) const {
    auto const label = head < fan_label_count ? std::optional{static_cast<FanLabel>(head)} : std::nullopt;
    return explain(scored, model().fan(), head, label, std::nullopt);
}

Explanation Judge::explain_reply(Scored const& scored, std::size_t head) const {
    auto const label = head < reply_label_count ? std::optional{static_cast<ReplyLabel>(head)} : std::nullopt;
    return explain(scored, model().reply(), head, std::nullopt, label);
}

}  // namespace rw::tone
