#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

TEST_CASE("every mistake has its code and its HTTP status", "[weibo_sim]") {
    Stage stage;
    for (auto const& [name, state] : {std::pair{"expired", TokenState::expired},
                                      {"revoked", TokenState::revoked},
                                      {"garbage", TokenState::garbage}}) {
        Token token{name, brand, state};
        token.expires_at = noon + 24h;
        stage.tokens.add(token);
    }
    struct Row {
        std::string target;
        std::string token;
        std::string method;
        int status;
        int code;
    };
    std::vector<Row> const rows{
        {"/2/comments/to_me.json", "", "GET", 400, 10006},
        {"/2/comments/to_me.json", "nobody-knows-me", "GET", 401, 21332},
        {"/2/comments/to_me.json", "garbage", "GET", 401, 21332},
        {"/2/comments/to_me.json", "expired", "GET", 403, 21327},
        {"/2/comments/to_me.json", "revoked", "GET", 403, 21321},
        {"/2/comments/to_me.json", "good", "POST", 405, 10021},
        {"/2/comments/nothing.json", "good", "GET", 404, 10020},
        {"/comments/to_me.json", "good", "GET", 404, 10020},
        {"/2/comments/to_me.json?count=many", "good", "GET", 400, 10017},
        {"/2/comments/to_me.json?since_id=-1", "good", "GET", 400, 10017},
        {"/2/comments/show.json", "good", "GET", 400, 10016},
        {"/2/comments/show.json?id=abc", "good", "GET", 400, 10017},
        {"/2/comments/show.json?id=1", "good", "GET", 400, 20101},
        {"/2/comments/show_batch.json", "good", "GET", 400, 10016},
        {"/2/statuses/repost_timeline.json?id=1", "good", "GET", 400, 20101},
        {"/2/statuses/show.json?id=1", "good", "GET", 400, 20101},
        {"/2/statuses/count.json", "good", "GET", 400, 10016},
        {"/2/statuses/user_timeline.json?uid=5100000001", "good", "GET", 403, 21335},
        {"/2/users/show.json", "good", "GET", 400, 10016},
        {"/2/users/show.json?uid=5100000001&screen_name=a", "good", "GET", 400, 10016},
        {"/2/users/show.json?uid=99", "good", "GET", 400, 20003},
        {"/2/remind/unread_count.json", "good", "GET", 400, 10016},
        {"/2/remind/unread_count.json?uid=5100000001", "good", "GET", 403, 21335},
        {"/2/comments/create.json", "good", "POST", 403, 10014},
        {"/2/comments/create.json", "expired", "POST", 403, 21327},
        {"/2/remind/set_count.json?type=cmt", "good", "GET", 403, 10014},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.method << " " << row.target << " as " << row.token) {
            auto const answer = stage.ask(row.target, row.token, row.method);
            CHECK(answer.status == row.status);
            CHECK(answer["error_code"].GetInt() == row.code);
            CHECK(answer["request"].GetString() == row.target.substr(0, row.target.find('?')));
            CHECK(answer["error"].GetStringLength() > 0);
        }
    }
}

TEST_CASE("too many ids at once are refused", "[weibo_sim]") {
    Stage stage;
    std::string ids = "1";
    for (int at = 0; at < 100; ++at)
        ids += ",1";
    CHECK(stage.ask("/2/comments/show_batch.json?cids=" + ids)["error_code"].GetInt() == 20009);
    CHECK(stage.ask("/2/statuses/count.json?ids=" + ids)["error_code"].GetInt() == 20009);
}

TEST_CASE("the token may come as a parameter", "[weibo_sim]") {
    Stage stage;
    CHECK(stage.ask("/2/account/get_uid.json?access_token=good", "").status == 200);
}

TEST_CASE("calls of endpoints that change something are counted, whatever comes of them", "[weibo_sim]") {
    Stage stage;
    stage.ask("/2/comments/to_me.json");
    CHECK(stage.api.census().writes.empty());
    stage.ask("/2/comments/create.json", "good", "POST");
    stage.ask("/2/comments/create.json", "", "POST");
    stage.ask("/2/remind/set_count.json", "good", "GET");
    stage.ask("/2/something/new.json", "good", "POST");
    CHECK(stage.api.census().writes == std::map<std::string, int>{{"/2/comments/create.json", 2},
                                                                  {"/2/remind/set_count.json", 1},
                                                                  {"/2/something/new.json", 1}});
    CHECK(stage.api.census().calls.at({"/2/comments/create.json", "good"}) == 1);
    CHECK(stage.api.census().refused.at(10014) == 2);
}

TEST_CASE("faults are met in order, as often as ordered, where ordered", "[weibo_sim]") {
    Stage stage;
    auto const meet = [&](std::string target) {
        net::Request request{"GET", std::move(target), {{"Authorization", "OAuth2 good"}}, "", "127.0.0.1"};
        return stage.send(std::move(request));
    };
    stage.api.faults().order(FaultKind::http500, 1, "/2/comments");
    stage.api.faults().order(FaultKind::http502html, 1, "/2/comments");
    CHECK(meet("/2/statuses/mentions.json").status == 200);
    auto const down = meet("/2/comments/to_me.json");
    CHECK(down.status == 500);
    CHECK(down.body.empty());
    auto const html = meet("/2/comments/to_me.json");
    CHECK(html.status == 502);
    CHECK(html.type == "text/html");
    CHECK(meet("/2/comments/to_me.json").status == 200);

    struct Row {
        FaultKind kind;
        int status;
        Wire wire;
        bool delayed;
    };
    for (auto const& row :
         {Row{FaultKind::hang, 200, Wire::none, true}, Row{FaultKind::reset, 200, Wire::none, false},
          Row{FaultKind::truncate, 200, Wire::cut, false}, Row{FaultKind::slow, 200, Wire::whole, true},
          Row{FaultKind::error200, 200, Wire::whole, false},
          Row{FaultKind::garbage, 200, Wire::whole, false}}) {
        stage.api.faults().order(row.kind, 1, "");
        auto const answer = meet("/2/comments/to_me.json");
        CHECK(answer.status == row.status);
        CHECK(answer.wire == row.wire);
        CHECK((answer.delay > Span{0}) == row.delayed);
        if (row.kind == FaultKind::error200)
            CHECK(answer.body.find(R"("error_code":"21405")") != std::string::npos);
        CHECK(parse_fault(to_text(row.kind)) == row.kind);
    }
    CHECK(stage.api.census().faults.at("hang") == 1);
    CHECK(stage.api.faults().waiting() == 0);
    CHECK_FALSE(parse_fault("flood"));
}
