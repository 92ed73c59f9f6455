// Personal data in fan text is masked before it is stored, logged, shown or sent (A8, F18).
#pragma once

#include <string>
#include <string_view>

namespace rw {

/// Mobile numbers, identity cards, bank cards and mail addresses become `138****0000`-like stubs.
/// Numbers that are none of these (prices, order counts, 12315) stay.
std::string mask_personal_data(std::string_view text);

/// First and last character of a screen name, the rest as stars: `小***鱼`; of one or two only the first:
/// `小*`.
std::string mask_name(std::string_view name);

}  // namespace rw
