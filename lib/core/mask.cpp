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

/// A run of digits, which people break up with single blanks or dashes.
struct Run {
    std::string digits;
    std::size_t end = 0;  ///< after the last digit
    bool then_x = false;  ///< an identity card may end with X
};
Run run_at(std::string_view text, std::size_t at) {
    Run run;
    while (auto const digit = digit_at(text, at)) {
        run.digits.push_back(static_cast<char>('0' + digit->value));
        at += digit->size;
        run.end = at;
        bool const gap = at < text.size() && (text[at] == ' ' || text[at] == '-') && digit_at(text, at + 1);
        at += gap ? 1 : 0;
    }
    run.then_x = run.end < text.size() && (text[run.end] == 'x' || text[run.end] == 'X');
    return run;
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

/// UnionPay, Visa and Mastercard. Weibo's own ids have sixteen digits too, but begin with other ones.
bool is_bank_card(std::string_view digits) {
    bool const length = digits.size() >= 16 && digits.size() <= 19;
    bool const issuer = digits.starts_with("62") || digits.starts_with("4367") || digits.starts_with("5") ||
                        (digits.starts_with("4") && digits.size() == 16 && !digits.starts_with("49") &&
                         !digits.starts_with("48") && !digits.starts_with("50"));
    return length && issuer && luhn(digits);
}

std::string stub(std::string_view digits, std::size_t head, std::size_t tail) {
    auto out = std::string{digits.substr(0, head)};
    out.append(digits.size() - head - tail, '*');
    return out.append(digits.substr(digits.size() - tail));
}

std::optional<std::string> masked(Run const& run, std::size_t& end) {
    if (is_identity_card(run.digits, run.then_x)) {
        end += run.then_x ? 1 : 0;
        return stub(run.digits + (run.then_x ? "X" : ""), 4, 2);
    }
    if (is_mobile(run.digits)) return stub(run.digits, 3, 4);
    if (run.digits.size() == 13 && run.digits.starts_with("86") && is_mobile(run.digits.substr(2))) {
        return stub(run.digits, 5, 4);
    }
    if (is_bank_card(run.digits)) return stub(run.digits, 4, 4);
    return std::nullopt;
}

bool is_mail_character(char c) {
    return is_word(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

/// Length of a mail address that begins at `at`; 0 when there is none.
std::size_t mail_at(std::string_view text, std::size_t at) {
    auto const name_end =
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_mail_character);
    if (name_end == text.end() || *name_end != '@' ||
        name_end == text.begin() + static_cast<std::ptrdiff_t>(at))
        return 0;
    auto const end = std::find_if_not(name_end + 1, text.end(), is_mail_character);
    std::string_view const host{name_end + 1, end};
    auto const dot = host.rfind('.');
    if (dot == host.npos || dot == 0 || host.size() - dot < 3) return 0;
    return static_cast<std::size_t>(end - text.begin()) - at;
}

std::size_t character_size(char first) {
    auto const byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::string mask_personal_data(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (digit_at(text, at)) {
            auto const run = run_at(text, at);
            auto end = run.end;
            if (auto const mask = masked(run, end)) {
                out.append(*mask);
                at = end;
                continue;
            }
            auto const mail = mail_at(text, at);
            if (mail == 0) {
                out.append(text.substr(at, run.end - at));
                at = run.end;
                continue;
            }
        }
        bool const word_starts = at == 0 || !is_mail_character(text[at - 1]);
        auto const mail = word_starts ? mail_at(text, at) : 0;
        if (mail != 0) {
            out.append(text.substr(at, 1))
                .append("***")
                .append(text.substr(text.find('@', at), at + mail - text.find('@', at)));
            at += mail;
            continue;
        }
        auto const size = std::min(character_size(text[at]), text.size() - at);
        out.append(text.substr(at, size));
        at += size;
    }
    return out;
}

std::string mask_name(std::string_view name) {
    if (name.empty()) return {};
    auto const first = name.substr(0, std::min(character_size(name.front()), name.size()));
    std::size_t last_at = name.size() - 1;
    while (last_at > 0 && (static_cast<unsigned char>(name[last_at]) & 0xC0U) == 0x80U)
        --last_at;
    if (last_at == 0) return std::string{first} + "*";
    return std::string{first} + "***" + std::string{name.substr(last_at)};
}

}  // namespace rw
