#include "tone/emoji.hpp"

namespace rw::tone {
namespace {

constexpr char32_t joiner = 0x200D;

bool is_skin(char32_t c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

}  // namespace

bool is_emoji(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           c == 0x203C || c == 0x2049 || (c >= 0x2190 && c <= 0x21FF);
}

bool EmojiSequence::is_flag_half(char32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

bool EmojiSequence::is_shaped_by(char32_t c) {
    bool const variation = c == 0xFE0E || c == 0xFE0F;
    bool const tag = c >= 0xE0020 && c <= 0xE007F;  // the flag of Wales is a black one with tags
    joined_ |= after_emoji_ && c == joiner;
    return after_emoji_ && (variation || tag || c == joiner);
}

bool EmojiSequence::goes_on_with(char32_t c) {
    bool const second_half = half_ && is_flag_half(c);
    bool const part = after_emoji_ && (is_skin(c) || second_half || (joined_ && is_emoji(c)));
    half_ = is_flag_half(c) && !second_half;
    joined_ = false;
    after_emoji_ = part || is_emoji(c);
    return part;
}

}  // namespace rw::tone
