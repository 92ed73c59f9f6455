#include "tone/cells.hpp"

#include "tone/emoji.hpp"

#include <algorithm>

namespace rw::tone {
namespace {

// Units that are no character of their own: above all code points.
enum Unit : std::uint32_t {
    begin_of_text = 0x200000,
    end_of_text,
    pause,
    number_1,  // by digits: of one or two …
    number_3,
    number_4,
    number_5,
    number_8,
    mobile,
    long_number,
    percent,
    clock_time,
    personal_first = 0x200080,  // a unit a kind
    sign_first = 0x200100,      // a unit a sign
    special_first = 0x300000,   // numbers that mean something: their value
    code_first = 0x400000,      // Weibo's codes: hash of the name
};

bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool is_latin(char32_t c) {
    return c >= 'a' && c <= 'z';
}
bool is_pause(char32_t c) {
    constexpr std::u32string_view pauses = U" ,;:。、…·-—_()|/\\\"'“”‘’「」『』.";
    return pauses.find(c) != pauses.npos;
}
bool is_special(std::u32string_view digits) {
    constexpr std::array<std::u32string_view, 11> meant{
        U"12315", U"12345", U"315", U"110", U"120", U"119", U"12356", U"12123", U"12333", U"10086", U"250"};
    return std::ranges::find(meant, digits) != meant.end();
}

std::uint32_t hash_of(std::u32string_view text) {
    std::uint32_t hash = 2166136261U;
    for (auto const c : text)
        hash = (hash ^ static_cast<std::uint32_t>(c)) * 16777619U;
    return hash & 0xFFFFFU;
}

class Cutter {
public:
    Cutter(Normal const& normal, std::vector<Personal> const& personal)
        : normal_{normal}, points_{normal.points}, personal_{personal} {
        auto const room = points_.size() + 2;
        for (auto* row : {&cells_.letters, &cells_.sounds}) {
            row->units.reserve(room);
            row->where.reserve(room);
        }
    }

    Cells cut() && {
        cells_.letters.put(begin_of_text, at(0, 0));
        while (at_ < points_.size())
            take();
        cells_.letters.put(end_of_text, at(points_.size(), points_.size()));
        cells_.shape.hidden = normal_.hidden;
        cells_.shape.joined = normal_.joined;
        return std::move(cells_);
    }

private:
    Range at(std::size_t begin, std::size_t end) const {
        bool const whole = end > begin && !is_emoji(points_[end - 1]);  // an emoji may go on in the original
        auto const last = whole ? normal_.origin[end - 1] + 1 : normal_.origin[end];
        return {normal_.origin[begin], static_cast<std::uint16_t>(last)};
    }
    std::size_t run(bool (*inside)(char32_t)) const {
        auto end = at_;
        while (end < points_.size() && inside(points_[end]))
            ++end;
        return end;
    }

    void put(std::uint32_t unit, std::size_t end) {
        cells_.letters.put(unit, at(at_, end));
        at_ = end;
    }
    void put_pause(std::size_t end) {
        auto& units = cells_.letters.units;
        if (!units.empty() && units.back() != pause) return put(pause, end);
        at_ = end;
    }

    void take() {
        auto const c = points_[at_];
        auto& shape = cells_.shape;
        if (take_personal()) return;
        if (is_digit(c)) return take_number();
        if (c == '[' && take_code()) return;
        if (is_latin(c)) return take_latin();
        if (c == '#') {
            ++shape.tags;
            return put_pause(at_ + 1);
        }
        if (is_pause(c)) return put_pause(at_ + 1);
        if (is_emoji(c)) return put_sign(sign_of(std::u32string_view{points_}.substr(at_, 1)), at_ + 1);
        count_mark(c);
        if (auto const syllable = syllable_of(c); syllable != 0)
            cells_.sounds.put(syllable, at(at_, at_ + 1));
        shape.letters += c >= 0x3400 && c <= 0x9FFF ? 1 : 0;
        put(c, at_ + 1);
    }

    void take_number() {
        auto const end = run(is_digit);
        auto const digits = std::u32string_view{points_}.substr(at_, end - at_);
        auto& shape = cells_.shape;
        ++shape.numbers;
        auto const next = end < points_.size() ? points_[end] : char32_t{0};
        constexpr std::u32string_view units_of_time = U"点时天日号月年周分秒小";
        shape.times += units_of_time.find(next) != units_of_time.npos ? 1 : 0;
        shape.money += next == U'元' || next == U'块' || next == U'万' ? 1 : 0;
        bool const colon = next == ':' && end + 1 < points_.size() && is_digit(points_[end + 1]);
        shape.times += colon ? 1 : 0;
        if (is_special(digits)) return put(special_first + hash_of(digits), end);
        if (next == '%') return put(percent, end + 1);
        put(colon ? clock_time : number_unit(digits), end);
    }
    static std::uint32_t number_unit(std::u32string_view digits) {
        if (digits.size() <= 2) return number_1;
        if (digits.size() == 3) return number_3;
        if (digits.size() == 4) return number_4;
        if (digits.size() <= 7) return number_5;
        if (digits.size() == 11 && digits[0] == '1') return mobile;
        return digits.size() <= 10 ? number_8 : long_number;
    }
    void count_mark(char32_t c) {
        auto& shape = cells_.shape;
        shape.questions += c == '?' ? 1 : 0;
        shape.exclamations += c == '!' ? 1 : 0;
        shape.tildes += c == '~' ? 1 : 0;
        shape.names += c == a_name ? 1 : 0;
        shape.addresses += c == an_address ? 1 : 0;
    }

    /// Masked or not, personal data reads alike.
    bool take_personal() {
        auto const origin = normal_.origin[at_];
        while (next_personal_ < personal_.size() && personal_[next_personal_].where.end <= origin)
            ++next_personal_;
        if (next_personal_ == personal_.size() || origin < personal_[next_personal_].where.begin)
            return false;
        auto const& found = personal_[next_personal_++];
        auto end = at_;
        while (end < points_.size() && normal_.origin[end] < found.where.end)
            ++end;
        ++cells_.shape.personal;
        put(personal_first + static_cast<std::uint32_t>(found.kind), end);
        return true;
    }

    /// `[微笑]`, at most eight characters inside.
    bool take_code() {
        constexpr std::size_t longest = 9;
        auto const text = std::u32string_view{points_};
        auto const close = text.find(U']', at_);
        if (close == text.npos || close - at_ > longest || close == at_ + 1) return false;
        auto const inside = text.substr(at_ + 1, close - at_ - 1);
        if (std::ranges::any_of(inside, [](char32_t c) { return is_pause(c) || is_digit(c); })) return false;
        auto const sign = sign_of(text.substr(at_, close + 1 - at_));
        if (sign == Sign::other) return false;  // 【…】 and [名字] are words
        put_sign(sign, close + 1);
        return true;
    }
    void put_sign(Sign sign, std::size_t end) {
        auto& count = cells_.shape.signs[static_cast<std::size_t>(sign)];
        if (count < UINT8_MAX) ++count;
        auto const unit = sign_first + static_cast<std::uint32_t>(sign);
        if (!ends_with_three(unit)) return put(unit, end);
        at_ = end;  // a row of hearts is a row of hearts
    }
    bool ends_with_three(std::uint32_t unit) const {
        auto const& units = cells_.letters.units;
        return units.size() >= 3 &&
               std::all_of(units.end() - 3, units.end(), [&](auto one) { return one == unit; });
    }

    /// A Latin word: its letters, and the syllables that it may be written with.
    void take_latin() {
        auto const end = run(is_latin);
        auto const word = std::u32string_view{points_}.substr(at_, end - at_);
        take_sounds(word);
        cells_.shape.letters += static_cast<int>(word.size());
        while (at_ < end)
            put(points_[at_], at_ + 1);
    }
    void take_sounds(std::u32string_view word) {
        std::vector<std::uint16_t> numbers;
        std::vector<Range> where;
        for (std::size_t from = 0; from < word.size();) {
            auto const [number, size] = syllable_at(word.substr(from));
            if (size < 2) return;  // no pinyin
            numbers.push_back(number);
            where.push_back(at(at_ + from, at_ + from + size));
            from += size;
        }
        for (std::size_t i = 0; i < numbers.size(); ++i)
            cells_.sounds.put(numbers[i], where[i]);
    }

    Normal const& normal_;
    std::u32string const& points_;
    std::vector<Personal> const& personal_;
    Cells cells_;
    std::size_t at_ = 0;
    std::size_t next_personal_ = 0;
};

}  // namespace

std::vector<Personal> personal_data_in(std::string_view text, Normal const& normal) {
    std::vector<Personal> all;
    std::size_t at = 0;
    std::size_t points = 0;
    auto const point_at = [&](std::size_t byte) {
        for (; at < byte; ++at)
            points += (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U ? 1U : 0U;
        return points;
    };
    for (auto const& found : find_personal_data(text)) {
        auto const begin = point_at(found.begin);
        auto const end = point_at(found.end);
        if (begin < normal.origin.front() || end > normal.origin.back()) continue;
        all.push_back({found.kind, {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end)}});
    }
    return all;
}

Cells cells_of(Normal const& normal, std::vector<Personal> const& personal) {
    return Cutter{normal, personal}.cut();
}

}  // namespace rw::tone
