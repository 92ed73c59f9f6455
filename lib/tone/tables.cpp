#include "tone/tables.hpp"

#include "tone/shipped.hpp"

#include <utf8.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace rw::tone {
namespace {

/// The lines that say something.
std::vector<std::string_view> lines_of(std::string_view file) {
    std::vector<std::string_view> lines;
    while (!file.empty()) {
        auto const end = std::min(file.find('\n'), file.size());
        auto const line = file.substr(0, end);
        if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
        file.remove_prefix(std::min(end + 1, file.size()));
    }
    return lines;
}

std::vector<std::string_view> words_of_line(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        auto const end = std::min(line.find(' '), line.size());
        if (end > 0) words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

// Characters of the basic plane's ideographs, by their place in it.
constexpr char32_t first_ideograph = 0x3400;
constexpr std::size_t ideographs = 0xA000 - first_ideograph;
bool is_ideograph(char32_t c) {
    return c >= first_ideograph && c < first_ideograph + ideographs;
}

struct Sounds {
    std::vector<std::uint16_t> of = std::vector<std::uint16_t>(ideographs);
    std::unordered_map<std::u32string, std::uint16_t> number;
    std::vector<std::u32string> written{U""};
};

Sounds read_sounds() {
    Sounds sounds;
    std::uint16_t next = 1;
    for (auto const line : lines_of(shipped::pinyin())) {
        auto const words = words_of_line(line);
        sounds.number.emplace(to_points(words[0]), next);
        sounds.written.push_back(to_points(words[0]));
        for (auto const c : to_points(words[1])) {
            if (is_ideograph(c)) sounds.of[c - first_ideograph] = next;
        }
        ++next;
    }
    return sounds;
}
Sounds const& sounds() {
    static Sounds const the_sounds = read_sounds();
    return the_sounds;
}

std::vector<char32_t> read_simplified() {
    std::vector<char32_t> table(ideographs);
    for (std::size_t i = 0; i < ideographs; ++i)
        table[i] = first_ideograph + static_cast<char32_t>(i);
    for (auto const line : lines_of(shipped::traditional())) {
        auto const points = to_points(line);
        for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
            if (is_ideograph(points[i])) table[points[i] - first_ideograph] = points[i + 1];
        }
    }
    return table;
}

constexpr std::array<std::string_view, sign_count> sign_names{"none",   "laugh", "joy",  "love",   "cold",
                                                              "anger",  "sad",   "beg",  "candle", "ok",
                                                              "fright", "point", "other"};

std::unordered_map<std::u32string, Sign> read_signs() {
    std::unordered_map<std::u32string, Sign> signs;
    for (auto const line : lines_of(shipped::emoji())) {
        auto const words = words_of_line(line);
        auto const name = std::ranges::find(sign_names, words[0]);
        auto const sign = static_cast<Sign>(name - sign_names.begin());
        for (std::size_t i = 1; i < words.size(); ++i)
            signs.emplace(to_points(words[i]), sign);
    }
    return signs;
}

std::unordered_map<char32_t, std::vector<Stand>> read_slang() {
    std::unordered_map<char32_t, std::vector<Stand>> all;
    for (auto const line : lines_of(shipped::slang())) {
        auto const words = words_of_line(line);
        Stand stand{to_points(words[0]), to_points(words[1])};
        all[stand.written.front()].push_back(std::move(stand));
    }
    for (auto& [first, stands] : all)
        std::ranges::stable_sort(stands, std::greater{},
                                 [](Stand const& stand) { return stand.written.size(); });
    return all;
}

}  // namespace

std::u32string to_points(std::string_view utf8) {
    std::u32string points;
    points.reserve(utf8.size() / 2);
    for (auto at = utf8.begin(); at != utf8.end();)
        points.push_back(static_cast<char32_t>(utf8::unchecked::next(at)));
    return points;
}

std::string to_utf8_text(std::u32string_view points) {
    std::string text;
    text.reserve(points.size() * 3);
    for (auto const c : points)
        utf8::unchecked::append(c, std::back_inserter(text));
    return text;
}

char32_t simplified(char32_t c) {
    static auto const table = read_simplified();
    return is_ideograph(c) ? table[c - first_ideograph] : c;
}

std::uint16_t syllable_of(char32_t c) {
    return is_ideograph(c) ? sounds().of[c - first_ideograph] : std::uint16_t{0};
}

Syllable syllable_at(std::u32string_view letters) {
    constexpr std::size_t longest = 6;
    auto const& numbers = sounds().number;
    for (auto size = std::min(longest, letters.size()); size > 0; --size) {
        auto const found = numbers.find(std::u32string{letters.substr(0, size)});
        if (found != numbers.end()) return {found->second, size};
    }
    return {};
}

std::u32string letters_of(std::uint16_t syllable) {
    auto const& written = sounds().written;
    return syllable < written.size() ? written[syllable] : std::u32string{};
}

std::string_view to_text(Sign sign) {
    return sign_names[static_cast<std::size_t>(sign)];
}

Sign sign_of(std::u32string_view emoji) {
    static auto const signs = read_signs();
    auto const found = signs.find(std::u32string{emoji});
    return found == signs.end() ? Sign::other : found->second;
}

std::unordered_map<char32_t, std::vector<Stand>> const& slang() {
    static auto const the_slang = read_slang();
    return the_slang;
}

}  // namespace rw::tone
