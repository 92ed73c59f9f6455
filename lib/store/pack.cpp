#include "store/pack.hpp"

namespace rw::store {
namespace {

enum Wire : std::uint64_t { as_varint = 0, as_bytes = 2 };

}  // namespace

void Packer::varint(std::uint64_t value) {
    while (value >= 0x80) {
        bytes_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        value >>= 7U;
    }
    bytes_.push_back(static_cast<char>(value));
}

Packer& Packer::number(std::uint32_t field, std::uint64_t value) {
    if (value == 0) return *this;
    varint(std::uint64_t{field} << 3U | Wire::as_varint);
    varint(value);
    return *this;
}

Packer& Packer::whole(std::uint32_t field, std::int64_t value) {
    return number(field, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

Packer& Packer::text(std::uint32_t field, std::string_view bytes) {
    if (bytes.empty()) return *this;
    varint(std::uint64_t{field} << 3U | Wire::as_bytes);
    varint(bytes.size());
    bytes_.append(bytes);
    return *this;
}

std::optional<std::uint64_t> Unpacker::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
        auto const byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

bool Unpacker::fail() {
    broken_ = true;
    rest_ = {};
    return false;
}

bool Unpacker::next() {
    if (rest_.empty()) return false;
    auto const key = varint();
    if (!key || (*key >> 3U) > UINT32_MAX) return fail();
    field_ = static_cast<std::uint32_t>(*key >> 3U);
    auto const value = varint();
    if (!value) return fail();
    text_ = {};
    number_ = 0;
    switch (*key & 7U) {
        case Wire::as_varint: number_ = *value; return true;
        case Wire::as_bytes:
            if (*value > rest_.size()) return fail();
            text_ = rest_.substr(0, *value);
            rest_.remove_prefix(*value);
            return true;
        default: return fail();
    }
}

std::int64_t Unpacker::whole() const {
    return static_cast<std::int64_t>(number_ >> 1U) ^ -static_cast<std::int64_t>(number_ & 1U);
}

}  // namespace rw::store
