#include "care/tier.hpp"

#include <catch2/catch.hpp>

using namespace rw::care;

TEST_CASE("every tier has a name that is read back", "[care][A14]") {
    for (std::size_t i = 0; i < tier_count; ++i) {
        auto const tier = static_cast<Tier>(i);
        CHECK(parse_tier(to_text(tier)) == tier);
        CHECK_FALSE(in_chinese(tier).empty());
    }
    CHECK(to_text(Tier::new_fan) == "new");
    CHECK(to_text(Tier::hostile_known) == "hostile-known");
    CHECK_FALSE(parse_tier("gold"));
}
