// Personal data in fan text is masked before it is stored, logged, shown or sent (A8, F18).
#pragma once

#include <string>
#include <string_view>

namespace rw {

/// What `find_personal_data` finds becomes stubs like `138****0000`. Masking twice changes nothing more.
std::string mask_personal_data(std::string_view text);

/// First and last character of a screen name, the rest as stars: `小***鱼`; of one or two only the first:
/// `小*`.
std::string mask_name(std::string_view name);

}  // namespace rw
