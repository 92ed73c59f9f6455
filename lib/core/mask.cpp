#include "core/mask.hpp"

#include "core/personal.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace rw {

std::string mask_personal_data(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    for (auto const& found : find_personal_data(text)) {
        out.append(text.substr(at, found.begin - at)).append(found.stub);
        at = found.end;
    }
    return out.append(text.substr(at));
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
