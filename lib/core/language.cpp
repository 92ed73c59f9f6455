#include "core/language.hpp"

#include <algorithm>
#include <optional>

namespace rw {
namespace {

/// The text for what stands between braces; nothing when it names no slot.
std::optional<std::string_view> text_for(std::string_view inner, std::initializer_list<Slot> slots) {
    auto const colon = inner.find(':');
    auto const slot = std::ranges::find(slots, inner.substr(0, colon), &Slot::name);
    if (slot == slots.end()) return std::nullopt;
    if (colon == inner.npos) return slot->text;
    auto const forms = inner.substr(colon + 1);
    auto const bar = std::min(forms.find('|'), forms.size());
    return slot->text == "1" ? forms.substr(0, bar) : forms.substr(std::min(bar + 1, forms.size()));
}

}  // namespace

std::string filled(std::string_view phrase, std::initializer_list<Slot> slots) {
    std::string out;
    while (!phrase.empty()) {
        auto const open = std::min(phrase.find('{'), phrase.size());
        out += phrase.substr(0, open);
        phrase.remove_prefix(open);
        auto const close = phrase.find('}');
        if (close == phrase.npos) return out += phrase;
        auto const text = text_for(phrase.substr(1, close - 1), slots);
        out += text ? *text : phrase.substr(0, 1);
        phrase.remove_prefix(text ? close + 1 : 1);
    }
    return out;
}

std::string in_times(int count, Language language) {
    if (language == Language::chinese) return std::to_string(count);
    if (count == 1) return "once";
    return count == 2 ? "twice" : std::to_string(count) + " times";
}

std::string in_figures(std::int64_t count, Language language) {
    auto digits = std::to_string(count);
    auto const begin = digits.find_first_of("0123456789");
    if (language == Language::chinese) return digits;
    for (auto at = digits.size(); at > begin + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

}  // namespace rw
