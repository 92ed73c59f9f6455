#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

TEST_CASE("a token that outlives its time has expired", "[weibo_sim]") {
    Stage stage;
    stage.now = noon + 24h * 30 - 1s;
    CHECK(stage.ask("/2/account/get_uid.json").status == 200);
    stage.now += 1s;
    CHECK(stage.ask("/2/account/get_uid.json")["error_code"].GetInt() == 21327);
}

TEST_CASE("the hour's quota ends and begins again at the full hour", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->quota_hour = 3;
    for (int call = 0; call < 3; ++call)
        CHECK(stage.ask("/2/comments/to_me.json").status == 200);
    auto const refused = stage.ask("/2/comments/to_me.json");
    CHECK(refused.status == 403);
    CHECK(refused["error_code"].GetInt() == 10023);
    CHECK(stage.ask("/2/remind/unread_count.json?uid=1904178193").status == 200);

    auto const limits = stage.ask("/2/account/rate_limit_status.json");
    CHECK(limits["user_limit"].GetInt() == 3);
    CHECK(limits["remaining_user_hits"].GetInt() == 0);
    CHECK(limits["limit_time_unit"].GetString() == std::string{"HOURS"});
    CHECK(limits["reset_time"].GetString() == std::string{"2026-11-24 11:00:00"});
    CHECK(limits["reset_time_in_seconds"].GetInt() == 2400);
    CHECK(limits["ip_limit"].GetInt() == 15000);
    CHECK(limits["remaining_ip_hits"].GetInt() == 14997);

    stage.now = from_rfc3339("2026-11-24T02:59:59.999Z").value();
    CHECK(stage.ask("/2/comments/to_me.json").status == 403);
    stage.now += 1ms;
    CHECK(stage.ask("/2/comments/to_me.json").status == 200);
    CHECK(stage.tokens.find("good")->hour.most == 3);
}

TEST_CASE("the day's quota ends and begins again at midnight in Beijing", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->quota_day = 2;
    CHECK(stage.ask("/2/comments/to_me.json").status == 200);
    stage.now += 2h;
    CHECK(stage.ask("/2/comments/to_me.json").status == 200);
    CHECK(stage.ask("/2/comments/to_me.json")["error_code"].GetInt() == 10023);
    auto const limits = stage.ask("/2/account/rate_limit_status.json");
    CHECK(limits["limit_time_unit"].GetString() == std::string{"DAYS"});
    CHECK(limits["user_limit"].GetInt() == 2);
    CHECK(limits["reset_time"].GetString() == std::string{"2026-11-25 00:00:00"});
    stage.now = from_rfc3339("2026-11-24T16:00:00Z").value();
    CHECK(stage.ask("/2/comments/to_me.json").status == 200);
}

TEST_CASE("an address has its own limit over all tokens", "[weibo_sim]") {
    Stage stage;
    stage.tokens = Tokens{2};
    for (auto const* name : {"one", "two"}) {
        Token token{name, brand};
        token.expires_at = noon + 24h;
        stage.tokens.add(token);
    }
    CHECK(stage.ask("/2/comments/to_me.json", "one").status == 200);
    CHECK(stage.ask("/2/comments/to_me.json", "two").status == 200);
    auto const refused = stage.ask("/2/comments/to_me.json", "one");
    CHECK(refused.status == 403);
    CHECK(refused["error_code"].GetInt() == 10022);
    CHECK(stage.ask("/2/account/rate_limit_status.json", "one")["remaining_ip_hits"].GetInt() == 0);
    stage.now += 40min;
    CHECK(stage.ask("/2/comments/to_me.json", "one").status == 200);
}

TEST_CASE("a call that is refused costs nothing", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->quota_hour = 1;
    stage.ask("/2/comments/to_me.json", "unknown");
    stage.ask("/2/comments/create.json", "good", "POST");
    CHECK(stage.ask("/2/comments/to_me.json").status == 200);
    stage.ask("/2/comments/to_me.json");
    CHECK(stage.tokens.find("good")->hour.used == 1);
}
