#include "config/chapter.hpp"
#include "config/composed.hpp"

#include <algorithm>
#include <utility>

namespace rw::config {
namespace {

using care::Band;
using care::ClockKind;

Fields<Band> band_fields() {
    return {
        field(&Band::floor, {"floor", "An answer before this looks like a machine's."}, duration()),
        field(&Band::warn, {"warn", "A wait this long is nearly late; 0s: no warning."}, duration()),
        field(&Band::ceiling, {"ceiling", "A wait longer than this is late."}, duration(1ms)),
        field(&Band::clock, {"clock", "`working` counts open hours only, `always` every hour."},
              one_of<ClockKind>({{"working", ClockKind::working}, {"always", ClockKind::always}})),
    };
}

/// One limit of a band against the next greater one. When only one of them is written, the other's default
/// gives way.
struct Limit {
    std::string_view key;
    Span Band::* member;
};

void keep_order(Node const& table, Reading& reading, Band& band, std::pair<Limit, Limit> limits) {
    auto const& [low, high] = limits;
    auto& less = band.*low.member;
    auto& more = band.*high.member;
    bool const no_warning = low.member == &Band::warn && less == Span{0};
    if (no_warning || less <= more) return;
    auto const* const low_at = table.find(low.key);
    auto const* const high_at = table.find(high.key);
    auto const said = std::string{high.key} + " (" + to_text(more) + ") is shorter than " +
                      std::string{low.key} + " (" + to_text(less) + ")";
    if (low_at && high_at) {
        reading.complain(high_at->at, said + ", expected floor <= warn <= ceiling");
        return;
    }
    auto const& giving_way = low_at ? high : low;
    reading.warn((low_at ? low_at : high_at)->at, said + ", the default: " + std::string{giving_way.key} +
                                                      " is " + to_text(low_at ? less : more) + " now");
    band.*giving_way.member = low_at ? less : more;
}

void finish_band(Node const& table, Reading& reading, Band& band) {
    Limit const floor{"floor", &Band::floor};
    Limit const warn{"warn", &Band::warn};
    Limit const ceiling{"ceiling", &Band::ceiling};
    keep_order(table, reading, band, {warn, ceiling});
    if (band.warn > Span{0}) keep_order(table, reading, band, {floor, warn});
    keep_order(table, reading, band, {floor, ceiling});
}

std::vector<std::string_view> tier_keys() {
    std::vector<std::string_view> keys;
    keys.reserve(care::tier_count);
    for (std::size_t i = 0; i < care::tier_count; ++i)
        keys.push_back(care::to_text(static_cast<care::Tier>(i)));
    return keys;
}

/// The keys of a class: those of its band, and a table for each tier, read when the band is.
Fields<Band> class_fields() {
    auto fields = band_fields();
    for (auto const key : tier_keys())
        fields.push_back({key, Need::optional, false, [](Node const&, Reading&, Band&) {}, {}});
    return fields;
}

/// What is written for one tier stands over what holds for the class.
void read_tiers(Node const& table, Reading& reading, care::Class kind, care::Bands& bands) {
    for (auto const key : tier_keys()) {
        auto const* const own = table.find(key);
        if (!own) continue;
        Reading::Within const within{reading, key};
        auto const tier = *care::parse_tier(key);
        auto band = bands.of(kind, tier);
        read_section(*own, band_fields(), reading, band);
        finish_band(*own, reading, band);
        bands.set(kind, tier, band);
    }
}

std::vector<Known> known_classes() {
    std::vector<Known> known;
    known.reserve(care::class_count);
    for (std::size_t i = 0; i < care::class_count; ++i) {
        known.push_back({care::to_text(static_cast<care::Class>(i)), Need::optional, false});
    }
    return known;
}

void read_bands(Node const& table, Reading& reading, Config& config) {
    if (!check_keys(table, known_classes(), reading)) return;
    for (auto const& entry : table.entries) {
        auto const kind = care::parse_class(entry.key);
        if (!kind) continue;
        Reading::Within const within{reading, entry.key};
        auto band = config.bands.of(*kind);
        read_section(entry.value, class_fields(), reading, band);
        finish_band(entry.value, reading, band);
        config.bands.set(*kind, band);
        read_tiers(entry.value, reading, *kind, config.bands);
    }
}

/// One row for each key, with the classes that share a default: `5m: safety, legal, media; 10m: …`.
std::vector<Row> band_rows() {
    auto rows = rows_of(band_fields());
    for (std::size_t key = 0; key < rows.size(); ++key) {
        std::vector<std::pair<std::string, std::string>> defaults;
        for (auto const& known : known_classes()) {
            auto const value =
                rows_of(band_fields(), care::Bands{}.of(*care::parse_class(known.key)))[key].fallback;
            auto const same = std::ranges::find(defaults, value, &std::pair<std::string, std::string>::first);
            if (same == defaults.end()) {
                defaults.emplace_back(value, known.key);
            } else {
                same->second += ", " + std::string{known.key};
            }
        }
        rows[key].fallback.clear();
        for (auto const& [value, classes] : defaults) {
            rows[key].fallback += (rows[key].fallback.empty() ? "" : "; ") + value + ": " + classes;
        }
    }
    rows.push_back({"TIER", "table", "as the class; diamond: half of its warn and ceiling",
                    "The same keys for fans of one tier: diamond, core, normal, new or hostile-known "
                    "(`[bands.complaint.core]`)."});
    return rows;
}

}  // namespace

Chapter bands_chapter() {
    return {"bands", "[bands.CLASS]",
            "How long a fan may wait, by what the message is: CLASS is safety, legal, media, vip_complaint, "
            "complaint, prod, question, "
            "howto, suggestion, praise or chitchat. What is not written has its default; a default "
            "gives way, with "
            "a warning, to what is written.",
            read_bands, band_rows};
}

}  // namespace rw::config
