#include "tone-train/disguise.hpp"

#include "tone/emoji.hpp"
#include "tone/features.hpp"
#include "tone/tables.hpp"

#include <map>
#include <vector>

namespace rw::lab {
namespace {

constexpr char32_t first_ideograph = 0x4E00;
constexpr char32_t last_ideograph = 0x9FFF;
constexpr std::uint64_t one_in = 5;

bool is_ideograph(char32_t c) {
    return c >= first_ideograph && c <= last_ideograph;
}

/// Traditional forms by simplified ones; of several the first.
std::map<char32_t, char32_t> const& traditional_forms() {
    static auto const forms = [] {
        std::map<char32_t, char32_t> all;
        for (auto c = first_ideograph; c <= last_ideograph; ++c) {
            auto const simple = tone::simplified(c);
            if (simple != c) all.emplace(simple, c);
        }
        return all;
    }();
    return forms;
}

std::map<std::uint16_t, std::vector<char32_t>> const& readings() {
    static auto const all = [] {
        std::map<std::uint16_t, std::vector<char32_t>> by_sound;
        for (auto c = first_ideograph; c <= last_ideograph; ++c) {
            if (auto const sound = tone::syllable_of(c); sound != 0) by_sound[sound].push_back(c);
        }
        return by_sound;
    }();
    return all;
}

char32_t sounds_like(char32_t c, std::uint64_t dice) {
    auto const found = readings().find(tone::syllable_of(c));
    if (found == readings().end() || found->second.size() < 2) return c;
    auto const& same = found->second;
    auto const pick = same[dice % same.size()];
    return pick != c ? pick : same[(dice + 1) % same.size()];
}

std::u32string in_each_gap(std::u32string const& text, char32_t what) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out.push_back(text[at]);
        bool const gap = at + 1 < text.size() && is_ideograph(text[at]) && is_ideograph(text[at + 1]);
        if (gap) out.push_back(what);
    }
    return out;
}

std::u32string changed(std::u32string const& text, Disguise disguise, std::uint64_t seed) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const c = text[at];
        auto const dice = tone::mix(seed * 0x9E3779B97F4A7C15U + at + 1);
        bool const chosen = is_ideograph(c) && dice % one_in == 0;
        if (disguise == Disguise::traditional && traditional_forms().contains(c)) {
            out.push_back(traditional_forms().at(c));
        } else if (disguise == Disguise::wide && c > ' ' && c < 0x7F) {
            out.push_back(c + 0xFEE0);
        } else if (disguise == Disguise::homophones && chosen) {
            out.push_back(sounds_like(c, dice / one_in));
        } else if (disguise == Disguise::pinyin && chosen && tone::syllable_of(c) != 0) {
            out += tone::letters_of(tone::syllable_of(c));
        } else {
            out.push_back(c);
        }
        if (disguise == Disguise::variation && is_ideograph(c))
            out.push_back(0xFE00 + static_cast<char32_t>(dice % 16));
    }
    return out;
}

}  // namespace

std::string_view to_text(Disguise disguise) {
    constexpr std::array<std::string_view, 8> names{"traditional",    "zero-width", "variation",
                                                    "full width",     "spaced",     "dotted",
                                                    "20% homophones", "20% pinyin"};
    return names[static_cast<std::size_t>(disguise)];
}

std::string disguised(std::string_view text, Disguise disguise, std::uint64_t seed) {
    auto const points = tone::to_points(text);
    switch (disguise) {
        case Disguise::zero_width: return tone::to_utf8_text(in_each_gap(points, 0x200B));
        case Disguise::spaced: return tone::to_utf8_text(in_each_gap(points, U' '));
        case Disguise::dotted: return tone::to_utf8_text(in_each_gap(points, U'.'));
        default: return tone::to_utf8_text(changed(points, disguise, seed));
    }
}

std::string without_signs(std::string_view text) {
    auto const points = tone::to_points(text);
    std::u32string out;
    for (std::size_t at = 0; at < points.size(); ++at) {
        if (points[at] == U'[') {
            auto const close = points.find(U']', at);
            bool const code =
                close != points.npos && close - at <= 9 &&
                tone::sign_of(std::u32string_view{points}.substr(at, close + 1 - at)) != tone::Sign::other;
            if (code) {
                at = close;
                continue;
            }
        }
        if (!tone::is_emoji(points[at]) && points[at] != 0xFE0F) out.push_back(points[at]);
    }
    return tone::to_utf8_text(out);
}

}  // namespace rw::lab
