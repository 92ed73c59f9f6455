// Compact, versionable bytes: numbered fields, each a varint or a byte string. A reader skips numbers it does
// not know, so a newer writer can add fields; the form is that of Protocol Buffers' wire format.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rw::store {

class Packer {
public:
    /// A value of zero (or an empty text) is left out: it is what a reader assumes.
    Packer& number(std::uint32_t field, std::uint64_t value);
    Packer& whole(std::uint32_t field, std::int64_t value);  ///< zigzag: small when near zero
    Packer& text(std::uint32_t field, std::string_view bytes);
    Packer& instant(std::uint32_t field, TimePoint when) { return whole(field, to_millis(when)); }

    std::string take() && { return std::move(bytes_); }
    std::string const& bytes() const { return bytes_; }

private:
    void varint(std::uint64_t value);
    std::string bytes_;
};

/// Walks the fields in the order in which they were written.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_{bytes} {}

    /// Moves to the next field; false at the end or when the bytes are broken (then `broken` says so).
    bool next();
    std::uint32_t field() const { return field_; }
    std::uint64_t number() const { return number_; }
    std::int64_t whole() const;
    std::string_view text() const { return text_; }
    TimePoint instant() const { return from_millis(whole()); }
    bool broken() const { return broken_; }

private:
    std::optional<std::uint64_t> varint();
    bool fail();

    std::string_view rest_;
    std::string_view text_;
    std::uint64_t number_ = 0;
    std::uint32_t field_ = 0;
    bool broken_ = false;
};

}  // namespace rw::store
