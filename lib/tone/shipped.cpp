// The files of config/tone as bytes inside the program (RW_TONE_DATA is their folder).
#include "tone/shipped.hpp"

// NOLINTBEGIN: the assembler's way to take in a file; every name is defined here and nowhere else.
#define RW_FILE(name, file)                                                                       \
    __asm__(".section .rodata\n.balign 16\n.global rw_tone_" #name "\nrw_tone_" #name             \
            ":\n"                                                                                 \
            ".incbin \"" RW_TONE_DATA "/" file                                                    \
            "\"\n"                                                                                \
            ".global rw_tone_" #name "_end\nrw_tone_" #name "_end:\n.byte 0\n.previous\n");       \
    extern "C" {                                                                                  \
    extern char const rw_tone_##name[];                                                           \
    extern char const rw_tone_##name##_end[];                                                     \
    }                                                                                             \
    namespace rw::tone::shipped {                                                                 \
    std::string_view name() {                                                                     \
        return {rw_tone_##name, static_cast<std::size_t>(rw_tone_##name##_end - rw_tone_##name)}; \
    }                                                                                             \
    }

RW_FILE(traditional, "traditional.txt")
RW_FILE(pinyin, "pinyin.txt")
RW_FILE(slang, "slang.txt")
RW_FILE(emoji, "emoji.txt")
RW_FILE(fan_rules, "fan.toml")
RW_FILE(reply_rules, "reply.toml")
RW_FILE(concepts, "concepts.toml")
RW_FILE(model, "model.bin")
// NOLINTEND
