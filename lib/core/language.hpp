// The languages in which people are spoken to, and phrases that exist in both, side by side for whoever
// translates.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace rw {

enum class Language : std::uint8_t { chinese, english };

struct Phrase {
    std::string_view chinese;
    std::string_view english;

    constexpr std::string_view in(Language language) const {
        return language == Language::chinese ? chinese : english;
    }
    friend bool operator==(Phrase const&, Phrase const&) = default;
};

/// What is put in the place of `{name}`.
struct Slot {
    std::string_view name;
    std::string_view text;
};
/// `phrase` with its slots filled: `{fans}` by the text of `fans`, `{fans:fan|fans}` by the first word when
/// that text is `1` and by the second otherwise. What is put in is not looked at again: a fan may write
/// braces. Braces around no slot's name stay.
std::string filled(std::string_view phrase, std::initializer_list<Slot> slots);

/// `once`, `twice`, `3 times`; `1`, `2`, `3` in Chinese, where the phrase brings the measure word.
std::string in_times(int count, Language language);
/// `1,904,178`; `1904178` in Chinese.
std::string in_figures(std::int64_t count, Language language);

}  // namespace rw
