#include "core/personal.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
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

/// A find that ends at `end`; where it begins is known to who looked.
struct Find {
    PersonalKind kind{};
    std::string stub;
    std::size_t end = 0;
};

std::optional<Find> masked(std::string_view digits, bool then_x, std::size_t end) {
    if (is_identity_card(digits, then_x))
        return Find{PersonalKind::identity_card, stub(std::string{digits} + (then_x ? "X" : ""), 4, 2), end};
    auto const country = country_size(digits);
    if (then_x) return std::nullopt;
    if (is_mobile(digits.substr(country)))
        return Find{PersonalKind::mobile, stub(digits, country + 3, 4), end};
    if (is_bank_card(digits)) return Find{PersonalKind::bank_card, stub(digits, 4, 4), end};
    return std::nullopt;
}

/// The longest row of groups at `at` that is somebody's number: a date or a count before it must not hide it.
std::optional<Find> number_at(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 19;
    std::optional<Find> best;
    Run run;
    while (run.digits.size() <= longest && take_group(text, at, run)) {
        auto const x = x_at(text, run.end);
        if (auto plain = masked(run.digits, false, run.end)) best = std::move(plain);
        if (auto card = x != 0 ? masked(run.digits, true, run.end + x) : std::nullopt) best = std::move(card);
        auto const gap = gap_at(text, run.end);
        if (gap == 0) break;
        at = run.end + gap;
    }
    return best;
}

std::size_t past(std::string_view text, std::size_t at, bool (*inside)(char)) {
    while (at < text.size() && inside(text[at]))
        ++at;
    return at;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_star(char c) {
    return c == '*';
}

/// What an earlier masking has left: digits, stars, digits. Of which kind it was its length tells.
std::optional<Find> stub_at(std::string_view text, std::size_t at) {
    auto const stars = past(text, at, is_digit);
    auto const tail = past(text, stars, is_star);
    if (stars - at < 3 || tail - stars < 3) return std::nullopt;
    auto end = past(text, tail, is_digit);
    if (end < text.size() && (text[end] == 'X' || text[end] == 'x')) ++end;
    auto const size = end - at;
    auto kind = PersonalKind::order_number;
    if (size == 11 || size == 13 || size == 15) kind = PersonalKind::mobile;
    if (size >= 16) kind = end - tail == 2 ? PersonalKind::identity_card : PersonalKind::bank_card;
    return Find{kind, std::string{text.substr(at, size)}, end};
}

bool is_mail_character(char c) {
    return is_word(c) || is_digit(c) || c == '.' || c == '-' || c == '+';
}
bool is_name_character(char c) {
    return is_mail_character(c) || c == '*';
}

/// A mail address that begins at `at`; a full stop or dash after it is the sentence's.
std::optional<Find> mail_at(std::string_view text, std::size_t at) {
    if (!is_mail_character(text[at])) return std::nullopt;
    auto const name_end = past(text, at, is_name_character);
    if (name_end == text.size() || text[name_end] != '@') return std::nullopt;
    auto const host_at = name_end + 1;
    auto host = text.substr(host_at, past(text, host_at, is_mail_character) - host_at);
    while (host.ends_with('.') || host.ends_with('-'))
        host.remove_suffix(1);
    auto const dot = host.rfind('.');
    if (dot == host.npos || dot == 0 || host.size() - dot < 3) return std::nullopt;
    return Find{PersonalKind::mail, std::string{text[at]} + "***@" + std::string{host},
                host_at + host.size()};
}

bool is_plain(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_plain_or_star(char c) {
    return is_plain(c) || c == '*';
}

/// Two characters and five or six more, at least three of them digits: 浙A·12345, 粤B12345D.
std::optional<Find> plate_at(std::string_view text, std::size_t at) {
    constexpr std::string_view provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    constexpr std::size_t wide = 3;  // bytes of an ideograph
    auto const province = text.substr(at, wide);
    auto const place = provinces.find(province);
    if (province.size() < wide || place == provinces.npos || place % wide != 0) return std::nullopt;
    auto begin = at + wide;
    if (begin >= text.size() || !is_plain(text[begin]) || is_digit(text[begin])) return std::nullopt;
    ++begin;
    for (std::string_view const dot : {"·", "•", ".", " ", "-"}) {
        if (text.substr(begin).starts_with(dot)) {
            begin += dot.size();
            break;
        }
    }
    auto const end = past(text, begin, is_plain_or_star);
    auto const number = text.substr(begin, end - begin);
    auto const told = std::ranges::count_if(number, [](char c) { return is_digit(c) || c == '*'; });
    if (number.size() < 5 || number.size() > 6 || told < 3) return std::nullopt;
    auto stub = std::string{text.substr(at, begin - at)}.append(number.size() - 2, '*');
    return Find{PersonalKind::plate, stub.append(number.substr(number.size() - 2)), end};
}

/// One part of an address: `3栋`, `2单元`, `501室`, or the bare `501` at its end. `end` is 0 when there is
/// none.
struct Door {
    std::size_t number_end = 0;
    std::size_t end = 0;
    bool house = false;  ///< of a block of flats: not a street's or a shop's
};
Door door_at(std::string_view text, std::size_t at) {
    struct Unit {
        std::string_view word;
        bool house;
    };
    constexpr std::array<Unit, 10> units{{{"号楼", true},
                                          {"单元", true},
                                          {"栋", true},
                                          {"幢", true},
                                          {"座", true},
                                          {"号", false},
                                          {"弄", false},
                                          {"室", false},
                                          {"户", false},
                                          {"房", false}}};
    auto const number_end = past(text, at, is_plain_or_star);
    auto const size = number_end - at;
    if (size == 0 || size > 4) return {};
    for (auto const& unit : units) {
        if (text.substr(number_end).starts_with(unit.word))
            return {number_end, number_end + unit.word.size(), unit.house};
    }
    bool const bare =
        size >= 3 && (past(text, at, is_digit) == number_end || past(text, at, is_star) == number_end);
    return bare ? Door{number_end, number_end, false} : Door{};
}

std::optional<Find> address_at(std::string_view text, std::size_t at) {
    std::string stub;
    int parts = 0;
    bool house = false;
    while (at < text.size()) {
        auto const door = door_at(text, at);
        if (door.end == 0) break;
        stub.append(door.number_end - at, '*')
            .append(text.substr(door.number_end, door.end - door.number_end));
        house = house || door.house;
        at = door.end;
        ++parts;
        if (door.number_end == door.end) break;  // a bare number is the last
        if (at < text.size() && (text[at] == '-' || text[at] == ' ') && door_at(text, at + 1).end != 0)
            stub.push_back(text[at++]);
    }
    if (!house || parts < 2) return std::nullopt;
    return Find{PersonalKind::address, std::move(stub), at};
}

/// Whether a word such as 订单号 stands right before.
bool named_as_order(std::string_view before) {
    constexpr std::string_view fillers[] = {" ", ":", "：", "#", "是", "为", "号码", "编号", "号"};
    for (bool cut = true; cut;) {
        cut = false;
        for (auto const filler : fillers) {
            if (!before.ends_with(filler)) continue;
            before.remove_suffix(filler.size());
            cut = true;
        }
    }
    constexpr std::string_view words[] = {"订单", "单", "运单", "快递", "工单", "流水", "保单", "病历"};
    return std::ranges::any_of(words, [&](auto word) { return before.ends_with(word); });
}
bool named_by_courier(std::string_view number) {
    constexpr std::string_view couriers[] = {"SF", "JD", "JDV", "YT", "JT", "ZTO", "STO", "DPK", "EMS"};
    auto const letters = past(number, 0, [](char c) { return c >= 'A' && c <= 'Z'; });
    return number.size() >= letters + 12 &&
           std::ranges::find(couriers, number.substr(0, letters)) != std::end(couriers);
}

std::optional<Find> order_at(std::string_view text, std::size_t at) {
    constexpr std::size_t shortest = 8;
    constexpr std::size_t longest = 32;
    constexpr std::ptrdiff_t fewest_digits = 6;
    auto const end = past(text, at, is_plain_or_star);
    auto const number = text.substr(at, end - at);
    if (number.size() < shortest || number.size() > longest) return std::nullopt;
    auto const told = std::ranges::count_if(number, [](char c) { return is_digit(c) || c == '*'; });
    if (told < fewest_digits) return std::nullopt;
    if (!named_as_order(text.substr(0, at)) && !named_by_courier(number)) return std::nullopt;
    auto const tail = std::min<std::size_t>(4, number.size() - 5);
    return Find{PersonalKind::order_number, stub(number, number.size() < 12 ? 1 : 4, tail), end};
}

/// What personal data there is at `at`, never from the middle of a row of digits or of a word.
std::optional<Find> find_at(std::string_view text, std::size_t at) {
    auto const first = text[at];
    bool const ascii = static_cast<unsigned char>(first) < 0x80;
    bool const starts = ascii && is_plain_or_star(first) && (at == 0 || !is_plain_or_star(text[at - 1]));
    if (starts) {
        if (auto address = address_at(text, at)) return address;
        if (auto order = order_at(text, at)) return order;
    }
    if (digit_at(text, at)) {
        if (auto number = number_at(text, at)) return number;
        if (auto stub = stub_at(text, at)) return stub;
    }
    if (!ascii) return plate_at(text, at);
    return at == 0 || !is_mail_character(text[at - 1]) ? mail_at(text, at) : std::nullopt;
}

}  // namespace

std::string_view to_text(PersonalKind kind) {
    constexpr std::array<std::string_view, personal_kinds> names{
        "mobile", "identity_card", "bank_card", "mail", "plate", "address", "order_number"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<PersonalData> find_personal_data(std::string_view text) {
    std::vector<PersonalData> all;
    for (std::size_t at = 0; at < text.size();) {
        if (auto found = find_at(text, at)) {
            all.push_back({found->kind, at, found->end, std::move(found->stub)});
            at = found->end;
            continue;
        }
        Run skipped;
        at = take_group(text, at, skipped) ? skipped.end : at + character_size(text[at]);
    }
    return all;
}

}  // namespace rw
