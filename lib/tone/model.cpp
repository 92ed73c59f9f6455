#include "tone/model.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace rw::tone {
namespace {

constexpr std::string_view magic = "RWTONE\r\n";
constexpr std::uint32_t version = 1;
constexpr std::size_t alignment = 16;
constexpr std::size_t name_size = 32;

struct FileHeader {
    char magic[8];
    std::uint32_t version;
    std::uint32_t size;      ///< of the whole file
    std::uint64_t checksum;  ///< of all that follows the header
    char made_of[name_size];
    std::uint64_t unused;
};
static_assert(sizeof(FileHeader) == 64);

struct SectionHeader {
    std::uint32_t heads;
    std::uint32_t stride;
    std::uint32_t slots;
    std::uint32_t rows;
};
static_assert(sizeof(SectionHeader) == alignment);

std::size_t aligned(std::size_t size) {
    return (size + alignment - 1) / alignment * alignment;
}

std::uint64_t checksum_of(std::string_view bytes) {
    std::uint64_t sum = 0x243F6A8885A308D3U;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        sum = std::rotl(sum ^ word, 29) * 0x9E3779B97F4A7C15U;
    }
    return mix(sum ^ fnv1a(bytes.substr(at)));
}

std::uint32_t print_of(std::uint64_t key) {
    return static_cast<std::uint32_t>(key >> 32U);
}

Failure no_model(std::string what) {
    return Failure{Fault::bad_input, "the tone model: " + std::move(what)};
}

void append(std::string& out, void const* data, std::size_t size) {
    out.append(static_cast<char const*>(data), size);
    out.append(aligned(out.size()) - out.size(), '\0');
}

void write_section(std::string& out, Weights const& weights) {
    auto const heads = weights.heads.size();
    auto const stride = (heads + 7) / 8 * 8;
    auto const slots = weights.keys.empty() ? 0 : std::bit_ceil(weights.keys.size() * 3 / 2);
    SectionHeader const header{static_cast<std::uint32_t>(heads), static_cast<std::uint32_t>(stride),
                               static_cast<std::uint32_t>(slots),
                               static_cast<std::uint32_t>(weights.keys.size())};
    std::vector<std::array<std::uint32_t, 2>> table(slots);
    for (std::size_t row = 0; row < weights.keys.size(); ++row) {
        auto at = weights.keys[row] & (slots - 1);
        while (table[at][1] != 0)
            at = (at + 1) & (slots - 1);
        table[at] = {print_of(weights.keys[row]), static_cast<std::uint32_t>(row + 1)};
    }
    std::vector<std::int8_t> rows(weights.keys.size() * stride);
    for (std::size_t row = 0; row < weights.keys.size(); ++row)
        std::copy_n(weights.rows.begin() + static_cast<std::ptrdiff_t>(row * heads), heads,
                    rows.begin() + static_cast<std::ptrdiff_t>(row * stride));
    append(out, &header, sizeof header);
    append(out, weights.heads.data(), heads * sizeof(Head));
    append(out, table.data(), table.size() * sizeof table[0]);
    append(out, rows.data(), rows.size());
}

}  // namespace

BlockValues block_values(std::vector<Feature> const& features) {
    std::array<int, block_count> count{};
    for (auto const& feature : features)
        ++count[static_cast<std::size_t>(feature.block)];
    BlockValues values{};
    for (std::size_t block = 0; block < block_count; ++block)
        values[block] = 1.0F / std::sqrt(static_cast<float>(std::max(count[block], 1)));
    values[static_cast<std::size_t>(Block::marks)] = mark_value;
    return values;
}

std::span<std::int8_t const> Section::weights(std::uint64_t key) const {
    if (slots_.empty()) return {};
    auto const mask = slots_.size() - 1;
    auto const print = print_of(key);
    for (auto at = key & mask;; at = (at + 1) & mask) {
        auto const& slot = slots_[at];
        if (slot.row == 0) return {};
        if (slot.print == print) return {weights_ + (slot.row - 1) * stride_, stride_};
    }
}

std::array<float, most_heads> Section::sums(std::vector<Feature> const& features) const {
    std::array<std::array<std::int32_t, most_heads>, block_count> sums{};
    for (auto const& feature : features) {
        auto const row = weights(feature.key);
        auto& sum = sums[static_cast<std::size_t>(feature.block)];
        for (std::size_t head = 0; head < row.size(); ++head)
            sum[head] += row[head];
    }
    auto const values = block_values(features);
    std::array<float, most_heads> out{};
    for (std::size_t head = 0; head < heads_.size(); ++head) {
        float total = 0;
        for (std::size_t block = 0; block < block_count; ++block)
            total += values[block] * static_cast<float>(sums[block][head]);
        out[head] = heads_[head].scale * total;
    }
    return out;
}

float Section::contribution(Feature const& feature, std::size_t head, BlockValues const& values) const {
    auto const row = weights(feature.key);
    if (row.empty()) return 0;
    return heads_[head].scale * values[static_cast<std::size_t>(feature.block)] *
           static_cast<float>(row[head]);
}

Result<Model> Model::view(std::string_view bytes) {
    FileHeader header{};
    if (bytes.size() < sizeof header || !bytes.starts_with(magic))
        return no_model("it does not begin as one");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.version != version)
        return no_model("it is of version " + std::to_string(header.version) + ", expected " +
                        std::to_string(version));
    if (header.size != bytes.size())
        return no_model("it has " + std::to_string(bytes.size()) + " bytes, expected " +
                        std::to_string(header.size));
    if (header.checksum != checksum_of(bytes.substr(sizeof header)))
        return no_model("its checksum does not fit");
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment != 0)
        return no_model("it lies on an odd address");
    Model model;
    model.made_of_.assign(header.made_of, strnlen(header.made_of, name_size));
    auto at = sizeof header;
    for (auto* section : {&model.fan_, &model.reply_}) {
        SectionHeader told{};
        if (at + sizeof told > bytes.size()) return no_model("a section is missing");
        std::memcpy(&told, bytes.data() + at, sizeof told);
        auto const heads_at = at + sizeof told;
        auto const slots_at = heads_at + aligned(told.heads * sizeof(Head));
        auto const rows_at = slots_at + aligned(std::size_t{told.slots} * sizeof(Section::Slot));
        at = rows_at + aligned(std::size_t{told.rows} * told.stride);
        bool const fits = at <= bytes.size() && told.heads <= most_heads && told.stride <= most_heads &&
                          told.heads <= told.stride && (told.slots == 0 || std::has_single_bit(told.slots)) &&
                          std::uint64_t{told.rows} * 3 <= std::uint64_t{told.slots} * 2;
        if (!fits) return no_model("a section does not fit into it");
        section->heads_ = {reinterpret_cast<Head const*>(bytes.data() + heads_at), told.heads};
        section->slots_ = {reinterpret_cast<Section::Slot const*>(bytes.data() + slots_at), told.slots};
        section->weights_ = reinterpret_cast<std::int8_t const*>(bytes.data() + rows_at);
        auto const used =
            std::ranges::count_if(section->slots_, [](auto const& slot) { return slot.row != 0; });
        bool const points_inside =
            std::ranges::all_of(section->slots_, [&](auto const& slot) { return slot.row <= told.rows; });
        if (used != told.rows || !points_inside) return no_model("its table points outside of it");
        section->stride_ = told.stride;
        section->rows_ = told.rows;
    }
    return model;
}

std::string write_model(Weights const& fan, Weights const& reply, std::string const& made_of) {
    std::string out(sizeof(FileHeader), '\0');
    write_section(out, fan);
    write_section(out, reply);
    FileHeader header{};
    magic.copy(header.magic, magic.size());
    header.version = version;
    header.size = static_cast<std::uint32_t>(out.size());
    header.checksum = checksum_of(std::string_view{out}.substr(sizeof header));
    made_of.copy(header.made_of, name_size - 1);
    std::memcpy(out.data(), &header, sizeof header);
    return out;
}

}  // namespace rw::tone
