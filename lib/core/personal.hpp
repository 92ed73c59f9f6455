// The one recogniser of personal data in text: what is masked, and what tone calls `pii`, is found here (A8,
// F18, B16).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

enum class PersonalKind : std::uint8_t {
    mobile,         ///< 138 0013 8000, +86 …
    identity_card,  ///< eighteen places with a checksum (GB 11643) and a date of birth
    bank_card,      ///< sixteen to nineteen digits of a known issuer that pass Luhn's test
    mail,
    plate,         ///< of a car: 浙A·12345
    address,       ///< down to the door: 3栋2单元501; a house number in a street is a shop's as well
    order_number,  ///< of an order or a parcel, behind a word that says so, or with a courier's letters
};
inline constexpr std::size_t personal_kinds = 7;
std::string_view to_text(PersonalKind kind);

struct PersonalData {
    PersonalKind kind{};
    std::size_t begin = 0;  ///< in bytes
    std::size_t end = 0;
    std::string stub;  ///< what may be shown in its place: `138****8000`
};

/// Everything personal in `text`, in its order, none within another. What is masked already is found again,
/// as the same kind and with itself as its stub. Numbers of nobody (prices, dates, 12315, 400-…) are not
/// found.
std::vector<PersonalData> find_personal_data(std::string_view text);

}  // namespace rw
