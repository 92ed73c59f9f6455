// Where an emoji ends: what is written with many code points is one sign to who reads it (UTS 51).
#pragma once

namespace rw::tone {

/// Whether a code point is an emoji by itself.
bool is_emoji(char32_t c);

/// A tone of skin, a variation, whatever is joined by U+200D and the second half of a flag belong to the
/// emoji before them: 👩‍👩‍👧‍👦, 👍🏽, ❤️ and 🇨🇳 are one sign each.
class EmojiSequence {
public:
    static constexpr char32_t flag = 0x1F3F3;  ///< stands for every flag

    /// An invisible code point comes: whether it only shapes the emoji before it.
    bool is_shaped_by(char32_t c);
    /// A visible one comes: whether it goes on with the emoji before it.
    bool goes_on_with(char32_t c);
    /// Half of a flag: two of them name a region.
    static bool is_flag_half(char32_t c);

private:
    bool after_emoji_ = false;
    bool joined_ = false;
    bool half_ = false;
};

}  // namespace rw::tone
