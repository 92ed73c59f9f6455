#include "support/printing.hpp"

#include "notify/ack_link.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::notify;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 21}} + 4h;

net::SigningKeys fresh(TimePoint now = noon) {
    net::SigningKeys keys;
    REQUIRE(keys.rotate(now));
    return keys;
}

AckClaim const claim{IncidentId{"INC1"}, NoticeId{"N1"}, "李 雷/<值班>", noon + AckClaim::lasts};

}  // namespace

TEST_CASE("a link says whose it is, for what, and until when", "[notify][ack]") {
    auto const keys = fresh();
    auto const link = ack_link(keys, claim);
    CHECK(link.find_first_of("/+=?&# ") == link.npos);
    auto const read = read_ack_link(keys, link, noon + 1h);
    REQUIRE(read);
    CHECK(*read == claim);
    auto const ended = read_ack_link(keys, link, noon + AckClaim::lasts);
    REQUIRE_FALSE(ended);
    CHECK(ended.error().kind == Fault::gone);
}

TEST_CASE("whatever is changed in a link, it is none of ours", "[notify][ack]") {
    auto const keys = fresh();
    auto const link = ack_link(keys, claim);
    for (std::size_t at = 0; at < link.size(); ++at) {
        for (char const other : {'A', '0', '.', '-'}) {
            auto changed = link;
            changed[at] = other;
            if (changed == link) continue;
            CAPTURE(changed);
            CHECK_FALSE(read_ack_link(keys, changed, noon));
        }
        CHECK_FALSE(read_ack_link(keys, link.substr(0, at), noon));
    }
    CHECK_FALSE(read_ack_link(keys, link + "A", noon));
    CHECK_FALSE(read_ack_link(keys, link + ".A", noon));
    CHECK_FALSE(read_ack_link(fresh(), link, noon));
    auto const too_early = read_ack_link(net::SigningKeys{}, link, noon);
    REQUIRE_FALSE(too_early);
    CHECK(too_early.error().kind == Fault::unreachable);
    CHECK(ack_link(net::SigningKeys{}, claim).empty());
}

TEST_CASE("keys change every month; what an older one has signed holds until its end", "[notify][ack]") {
    auto keys = fresh();
    auto const before = ack_link(keys, {claim.incident, claim.notice, "li", noon + 31 * 24h});
    CHECK_FALSE(keys.rotate(noon + 29 * 24h));
    CHECK(keys.rotate(noon + 30 * 24h));
    CHECK(read_ack_link(keys, before, noon + 30 * 24h));
    auto const after = ack_link(keys, claim);
    CHECK(keys.rotate(noon + 38 * 24h));  // the first one's links have all ended
    CHECK_FALSE(read_ack_link(keys, before, noon + 30 * 24h));
    CHECK(read_ack_link(keys, after, noon));
    CHECK(net::SigningKeys::unpack(keys.pack()) == keys);
    CHECK(net::SigningKeys::unpack("rubbish\na b c\n") == net::SigningKeys{});
}
