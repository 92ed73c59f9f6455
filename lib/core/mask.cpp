#include "core/mask.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace rw {
namespace {

/// A digit at the front of `text`, half or full width; `size` bytes long.
struct Digit {
    int value = 0;
    std::size_t size = 0;
};
std::optional<Digit> digit_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    if (byte(0) >= '0' && byte(0) <= '9') return Digit{byte(0) - '0', 1};
    if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x90 && byte(2) <= 0x99)
        return Digit{byte(2) - 0x90, 3};
    return std::nullopt;
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Digits, perhaps in groups that people break up with single blanks or dashes: `138-0013-8000`.
struct Run {
    std::string digits;
    std::size_t end = 0;  ///< after the last digit
};

/// Bytes of a blank (seen or not) or dash at `at` that stands between two digits; 0 when there is none.
std::size_t gap_at(std::string_view text, std::size_t at) {
    for (std::string_view const gap : {" ", "-", "\u3000", "－", "\u200B"}) {
        if (text.substr(at).starts_with(gap)) return digit_at(text, at + gap.size()) ? gap.size() : 0;
    }
    return 0;
}

/// Takes the group of digits at `at`; false when there is none.
bool take_group(std::string_view text, std::size_t at, Run& run) {
    auto const before = run.digits.size();
    while (auto const digit = digit_at(text, at)) {
        run.digits.push_back(static_cast<char>('0' + digit->value));
        at += digit->size;
        run.end = at;
    }
    return run.digits.size() > before;
}

/// Bytes of the X that ends an identity card; 0 when there is none.
std::size_t x_at(std::string_view text, std::size_t at) {
    for (std::string_view const x : {"X", "x", "Ｘ", "ｘ"}) {
        if (text.substr(at).starts_with(x)) return x.size();
    }
    return 0;
}

/// With or without the number of the country: 86, 0086.
std::size_t country_size(std::string_view digits) {
    if (digits.size() == 15 && digits.starts_with("0086")) return 4;
    return digits.size() == 13 && digits.starts_with("86") ? 2 : 0;
}

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

/// GB 11643: seventeen digits, a weighted sum modulo 11 as the last place, and a date of birth inside.
bool is_identity_card(std::string_view digits, bool then_x) {
    if (digits.size() + (then_x ? 1 : 0) != 18) return false;
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view checks = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * (digits[i] - '0');
    auto const month = (digits[10] - '0') * 10 + (digits[11] - '0');
    auto const last = then_x ? 'X' : digits[17];
    return checks[static_cast<std::size_t>(sum % 11)] == last && month >= 1 && month <= 12;
}

bool luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int value = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return sum % 10 == 0;
}

/// UnionPay, Visa and Mastercard. Weibo's own ids have sixteen digits too; those of 2023 and 2024 begin with
/// 48 to 50, later ones look like Mastercard, and one in ten of them passes Luhn's test: better masked than
/// shown.
bool is_bank_card(std::string_view digits) {
    if (digits.size() < 16 || digits.size() > 19 || !luhn(digits)) return false;
    if (digits.starts_with("62") || digits.starts_with("4367")) return true;
    bool const visa = digits[0] == '4' && digits[1] < '8';
    bool const mastercard = digits[0] == '5' && digits[1] >= '1' && digits[1] <= '5';
    return digits.size() == 16 && (visa || mastercard);
}

std::string stub(std::string_view digits, std::size_t head, std::size_t tail) {
    auto out = std::string{digits.substr(0, head)};
    out.append(digits.size() - head - tail, '*');
    return out.append(digits.substr(digits.size() - tail));
}

std::optional<std::string> masked(std::string_view digits, bool then_x) {
    if (is_identity_card(digits, then_x)) return stub(std::string{digits} + (then_x ? "X" : ""), 4, 2);
    auto const country = country_size(digits);
    if (is_mobile(digits.substr(country))) return stub(digits, country + 3, 4);
    if (is_bank_card(digits)) return stub(digits, 4, 4);
    return std::nullopt;
}

/// What takes the place of the text from where it was looked at up to `end`.
struct Mask {
    std::string text;
    std::size_t end = 0;
};

/// The longest row of groups at `at` that is somebody's number: a date or a count before it must not hide it.
std::optional<Mask> number_at(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 19;
    std::optional<Mask> best;
    Run run;
    while (run.digits.size() <= longest && take_group(text, at, run)) {
        auto const x = x_at(text, run.end);
        if (auto plain = masked(run.digits, false)) best = Mask{std::move(*plain), run.end};
        if (auto card = x != 0 ? masked(run.digits, true) : std::nullopt)
            best = Mask{std::move(*card), run.end + x};
        auto const gap = gap_at(text, run.end);
        if (gap == 0) break;
        at = run.end + gap;
    }
    return best;
}

bool is_mail_character(char c) {
    return is_word(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

/// A mail address that begins at `at`; a full stop or dash after it is the sentence's.
std::optional<Mask> mail_at(std::string_view text, std::size_t at) {
    auto const begin = text.begin() + static_cast<std::ptrdiff_t>(at);
    auto const name_end = std::find_if_not(begin, text.end(), is_mail_character);
    if (name_end == text.end() || *name_end != '@' || name_end == begin) return std::nullopt;
    std::string_view host{name_end + 1, std::find_if_not(name_end + 1, text.end(), is_mail_character)};
    while (host.ends_with('.') || host.ends_with('-'))
        host.remove_suffix(1);
    auto const dot = host.rfind('.');
    if (dot == host.npos || dot == 0 || host.size() - dot < 3) return std::nullopt;
    auto const end = static_cast<std::size_t>(name_end - text.begin()) + 1 + host.size();
    return Mask{std::string{*begin} + "***@" + std::string{host}, end};
}

std::size_t character_size(char first) {
    auto const byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

/// What personal data there is at `at`, never from the middle of a row of digits or of a word.
std::optional<Mask> mask_at(std::string_view text, std::size_t at) {
    if (digit_at(text, at)) {
        if (auto number = number_at(text, at)) return number;
    }
    bool const word_starts = at == 0 || !is_mail_character(text[at - 1]);
    return word_starts ? mail_at(text, at) : std::nullopt;
}

}  // namespace

std::string mask_personal_data(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (auto const mask = mask_at(text, at)) {
            out.append(mask->text);
            at = mask->end;
            continue;
        }
        Run skipped;
        auto const end = take_group(text, at, skipped) ? skipped.end : at + character_size(text[at]);
        out.append(text.substr(at, end - at));
        at = std::min(end, text.size());
    }
    return out;
}

std::string mask_name(std::string_view name) {
    if (name.empty()) return {};
    auto const first = name.substr(0, std::min(character_size(name.front()), name.size()));
    std::size_t last_at = name.size() - 1;
    while (last_at > 0 && (static_cast<unsigned char>(name[last_at]) & 0xC0U) == 0x80U)
        --last_at;
    if (last_at <= first.size())
        return std::string{first} + "*";  // of two characters the last would give it all away
    return std::string{first} + "***" + std::string{name.substr(last_at)};
}

}  // namespace rw
