// The fan service's webhook over a real HTTP server and a real Redis: what is answered, and what is kept.
#include "support/manual_clock.hpp"
#include "support/memory_ledger.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "app/push_desk.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "store/redis_ledger.hpp"

#include <openssl/evp.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

using namespace rw;
using test::RedisBench;
using test::RedisServer;

namespace {

AccountId const account{"yunzhi"};
Uid const brand{1904178193};
Secret const secret{"xyz123xyz"};
store::Keys const keys{"rw"};

/// As Weibo's documentation makes it, apart from the code that checks it.
std::string sign(std::string const& timestamp, std::string const& nonce) {
    std::array<std::string, 3> parts{secret.reveal(), timestamp, nonce};
    std::ranges::sort(parts);
    auto const joined = parts[0] + parts[1] + parts[2];
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(joined.data(), joined.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex.push_back("0123456789abcdef"[digest[i] >> 4U]);
        hex.push_back("0123456789abcdef"[digest[i] & 0xFU]);
    }
    return hex;
}

std::string message(std::string const& text) {
    return R"({"type":"text","receiver_id":1904178193,"sender_id":5100000001,)"
           R"("created_at":"Wed Oct 14 10:00:00 +0800 2026","data":{},"text":")" +
           text + R"("})";
}

std::string mention(std::string const& subtype, std::string const& id) {
    return R"({"type":"mention","receiver_id":1904178193,"sender_id":5100000001,"text":"@云织",)"
           R"("data":{"subtype":")" +
           subtype + R"(","key":")" + id + R"("}})";
}

/// A daemon as far as pushes go: it listens, and it may hold the lease.
class Daemon {
public:
    Daemon(RedisServer& server, std::string const& instance, bool works = true) : bench_{server.settings()} {
        app::Desk desk{{ledger, ledger, ledger, *bench_.clock, bench_.meters, [] {}}, app::Rules{}};
        store::Lease lease{bench_.redis, *bench_.clock, keys, account, {instance, 15s}};
        office.seats().push_back(std::make_unique<app::Seat>(account, std::move(desk), std::move(lease)));
        if (works) REQUIRE(*bench_.now(office.seats().front()->lease.hold()));
        pushes.take_settings({secret, {{account, brand}}});
        pushes.add_routes(router);
        REQUIRE(http.listen("127.0.0.1:0"));
        bench_.loop.spawn("http", http.run());
    }
    ~Daemon() { bench_.loop.clear(); }

    std::string now_millis() const { return std::to_string(to_millis(bench_.clock->now())); }
    std::string query(std::string const& nonce) const { return query(nonce, now_millis()); }
    static std::string query(std::string const& nonce, std::string const& timestamp) {
        return net::form_encode(
            {{"signature", sign(timestamp, nonce)}, {"timestamp", timestamp}, {"nonce", nonce}});
    }
    net::Response send(std::string method, std::string const& query, std::string body = "",
                       std::string const& name = "yunzhi") {
        net::Request request;
        request.method = std::move(method);
        request.target = "/weibo/push/" + name + "?" + query;
        request.body = std::move(body);
        auto response =
            bench_.now(client_.send(*net::parse_url("http://" + http.address()), std::move(request)));
        REQUIRE(response);
        return *std::move(response);
    }
    int post(std::string const& query, std::string body) {
        return send("POST", query, std::move(body)).status;
    }
    int post(std::string body) { return post(query("n" + std::to_string(++nonces_)), std::move(body)); }
    /// What the daemon's own loop does when it holds the lease. Gives the number of items worked on.
    int work() {
        auto& seat = *office.seats().front();
        REQUIRE(seat.lease.tenure());
        auto const done = bench_.now(seat.desk.clear_inbox(*seat.lease.tenure()));
        REQUIRE(done);
        return *done;
    }
    bool woken() {
        auto const pause = [](net::Bell& bell, net::Clock& clock) -> net::Task<bool> {
            auto const began = clock.steady();
            co_await bell.wait(clock, 200ms);
            co_return clock.steady() - began < 200ms;
        };
        return bench_.now(pause(office.seats().front()->work, *bench_.clock));
    }
    std::int64_t waiting() { return bench_.now(ledger.counts(account, bench_.clock->now()))->waiting; }
    void fill_inbox() {
        REQUIRE(bench_.ask({"EVAL", "for i = 1, 2000 do redis.call('XADD', KEYS[1], '*', 'm', '') end", "1",
                            keys.inbox(account)}));
    }
    void empty_inbox() { REQUIRE(bench_.ask({"DEL", keys.inbox(account)})); }
    void give_up_lease() {
        auto const done = [](store::Lease& lease) -> net::Task<bool> {
            co_await lease.release();
            co_return true;
        };
        bench_.now(done(office.seats().front()->lease));
    }
    std::vector<Utterance> inbox() {
        std::vector<Utterance> all;
        for (auto const& parcel : *bench_.now(ledger.pending(account, 100)))
            all.insert(all.end(), parcel.items.begin(), parcel.items.end());
        return all;
    }
    std::vector<store::Hint> hints() { return *bench_.now(ledger.pending_hints(account, 100)); }
    double pushes_counted(std::string const& type, std::string const& result) const {
        return bench_.meters.value("pushes_total",
                                   {{"account", account.text()}, {"type", type}, {"result", result}});
    }

private:
    RedisBench bench_;

public:
    store::RedisLedger ledger{bench_.redis, keys};
    app::Office office{ledger, ledger, ledger};
    app::PushDesk pushes{{office, ledger, ledger, ledger, bench_.loop, *bench_.clock, bench_.meters}};
    web::Router router{web::Users{}};
    net::HttpServer http{bench_.loop, *bench_.clock,
                         [this](net::Request request) { return router.handle(std::move(request)); }};

private:
    net::HttpClient client_{*bench_.dialer, *bench_.clock};
    int nonces_ = 0;
};

}  // namespace

TEST_CASE("the address is verified by its echo, and only to Weibo", "[live][weibo-api 8.1]") {
    RedisServer server;
    Daemon daemon{server, "one", false};  // any daemon may answer
    auto const query = daemon.query("57155157");
    auto const answer = daemon.send("GET", query + "&echostr=dnPdpTZz85");
    CHECK(answer.status == 200);
    CHECK(answer.body == "dnPdpTZz85");
    CHECK(net::find_header(answer.headers, "Content-Type")->starts_with("text/plain"));
    CHECK(daemon.send("GET", query + "&echostr=dnPdpTZz85").status == 200);
    CHECK(daemon.send("GET", query + "&echostr=another").status == 403);
    CHECK(daemon.send("GET", "echostr=x").status == 403);
    CHECK(daemon.send("GET", query + "&echostr=x", "", "nobody").status == 404);
}

TEST_CASE("a message that is pushed three times, over a restart, is kept once", "[live][weibo-api 8.2]") {
    RedisServer server{{"--appendfsync", "always"}};
    std::string query;
    {
        Daemon daemon{server, "one"};
        query = daemon.query("57155157");
        auto const first = daemon.send("POST", query, message("请问几点发货"));
        CHECK(first.status == 200);
        CHECK(first.body.empty());
        CHECK(daemon.post(query, message("请问几点发货")) == 200);
        CHECK(daemon.inbox().size() == 1);
        CHECK(daemon.pushes_counted("text", "kept") == 1);
        CHECK(daemon.pushes_counted("text", "known") == 1);
    }
    server.kill_hard();
    server.start();
    Daemon daemon{server, "one"};
    CHECK(daemon.post(query, message("请问几点发货")) == 200);
    CHECK(daemon.post(message("请问几点发货")) == 200);  // signed anew
    auto const kept = daemon.inbox();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].kind == Kind::message);
    CHECK(kept[0].text == "请问几点发货");
    CHECK(kept[0].author.uid == Uid{5100000001});
    CHECK(daemon.post(message("还在吗")) == 200);
    CHECK(daemon.inbox().size() == 2);
}

TEST_CASE("what is not Weibo's, or is stale, or somebody else's, is refused and not kept", "[live]") {
    RedisServer server;
    Daemon daemon{server, "one"};
    auto const at = [&](Span ago) { return std::to_string(std::stoll(daemon.now_millis()) - ago.count()); };
    auto const seconds = std::to_string(std::stoll(daemon.now_millis()) / 1000);
    auto forged = daemon.query("1");
    forged[10] = forged[10] == '0' ? '1' : '0';
    auto const other = R"({"type":"text","receiver_id":5,"sender_id":6,"text":"x",)"
                       R"("created_at":"Wed Oct 14 10:00:00 +0800 2026"})";
    struct Row {
        std::string what;
        std::string query;
        std::string body;
        int status;
    };
    std::vector<Row> const rows{
        {"a forged signature", forged, message("x"), 403},
        {"no signature", "", message("x"), 403},
        {"too old", Daemon::query("2", at(601s)), message("x"), 403},
        {"from the future", Daemon::query("3", at(-610s)), message("x"), 403},
        {"no nonce", Daemon::query("", at(0s)), message("x"), 403},
        {"a nonce too long", Daemon::query(std::string(65, '7'), at(0s)), message("x"), 403},
        {"another receiver", Daemon::query("4", at(0s)), other, 403},
        {"no JSON", Daemon::query("5", at(0s)), "<xml/>", 400},
        {"too much", Daemon::query("6", at(0s)), message(std::string(70'000, 'x')), 413},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        CHECK(daemon.post(row.query, row.body) == row.status);
    }
    CHECK(daemon.inbox().empty());
    CHECK(daemon.pushes_counted("unknown", "refused") == static_cast<double>(rows.size()));
    CHECK(daemon.post(Daemon::query("7", seconds), message("x")) == 200);
    CHECK(daemon.post(Daemon::query("8", at(590s)), message("y")) == 200);
    CHECK(daemon.inbox().size() == 2);
}

TEST_CASE("a captured signature carries no other body", "[live]") {
    RedisServer server;
    Daemon daemon{server, "one"};
    auto const query = daemon.query("57155157");
    CHECK(daemon.post(query, message("请问几点发货")) == 200);
    CHECK(daemon.post(query, message("你们被黑了")) == 403);
    CHECK(daemon.post(query, message("请问几点发货")) == 200);
    CHECK(daemon.inbox().size() == 1);
}

TEST_CASE("a mention is remembered until it has been fetched, by any daemon", "[live]") {
    RedisServer server;
    {
        Daemon daemon{server, "two", false};
        CHECK(daemon.post(mention("comment", "3424883176420210")) == 200);
        CHECK(daemon.post(mention("comment", "3424883176420210")) == 200);
        CHECK(daemon.post(mention("status", "3424883176420211")) == 200);
        CHECK(daemon.pushes_counted("mention", "kept") == 3);
    }
    Daemon daemon{server, "one"};
    auto const hints = daemon.hints();
    REQUIRE(hints.size() == 2);
    CHECK(hints[0].member() == "comment:3424883176420210");
    CHECK(hints[1].member() == "status:3424883176420211");
    CHECK(daemon.inbox().empty());
}

TEST_CASE("events and what is not known are taken and ignored", "[live]") {
    RedisServer server;
    Daemon daemon{server, "one", false};
    auto const push = [](std::string const& rest) { return R"({"receiver_id":1904178193,)" + rest + "}"; };
    CHECK(daemon.post(push(R"("type":"event","data":{"subtype":"follow"})")) == 200);
    CHECK(daemon.post(push(R"("type":"hologram")")) == 200);
    CHECK(daemon.pushes_counted("event", "ignored") == 1);
    CHECK(daemon.pushes_counted("unknown", "ignored") == 1);
}

TEST_CASE("a message pushed to a standby is kept once, and worked on by the holder", "[live]") {
    RedisServer server;
    Daemon holder{server, "one"};
    Daemon standby{server, "two", false};
    auto const query = standby.query("57155157");
    CHECK(standby.post(query, message("请问几点发货")) == 200);
    CHECK(standby.post(query, message("请问几点发货")) == 200);
    CHECK(holder.post(query, message("请问几点发货")) == 200);
    CHECK(standby.pushes_counted("text", "kept") == 1);
    CHECK(standby.pushes_counted("text", "known") == 1);
    CHECK(holder.pushes_counted("text", "known") == 1);
    CHECK(holder.inbox().size() == 1);
    CHECK(holder.work() == 1);
    CHECK(holder.waiting() == 1);
    CHECK(holder.inbox().empty());
    CHECK(standby.post(query, message("请问几点发货")) == 200);  // known after it has been worked on, too
    CHECK(holder.inbox().empty());
}

TEST_CASE("a message that comes while nobody holds the lease waits for the next holder", "[live]") {
    RedisServer server;
    Daemon first{server, "one"};
    first.give_up_lease();
    CHECK(first.post(message("请问几点发货")) == 200);
    Daemon next{server, "two"};
    CHECK(next.work() == 1);
    CHECK(next.waiting() == 1);
}

TEST_CASE("a daemon whose lease has moved on without it keeps a message for the new holder", "[live]") {
    RedisServer server;
    Daemon late{server, "one"};
    RedisBench bench{server.settings()};
    REQUIRE(bench.ask({"DEL", "rw:{yunzhi}:lease"}));
    Daemon holder{server, "two"};
    REQUIRE(late.office.seats().front()->lease.tenure());  // it does not know yet
    CHECK(late.post(message("请问几点发货")) == 200);
    CHECK(holder.work() == 1);
    CHECK(holder.waiting() == 1);
}

TEST_CASE("a new message wakes the desk at once, a known one does not", "[live]") {
    RedisServer server;
    Daemon daemon{server, "one"};
    CHECK(daemon.post(message("请问几点发货")) == 200);
    CHECK(daemon.woken());
    CHECK(daemon.post(message("请问几点发货")) == 200);
    CHECK_FALSE(daemon.woken());
}

TEST_CASE("a message that Redis does not take is answered with 503, and kept when it is repeated", "[live]") {
    RedisServer server;
    Daemon daemon{server, "one"};
    auto const query = daemon.query("57155157");
    daemon.fill_inbox();
    CHECK(daemon.post(query, message("请问几点发货")) == 503);
    CHECK(daemon.pushes_counted("text", "failed") == 1);
    daemon.empty_inbox();
    CHECK(daemon.post(query, message("请问几点发货")) == 200);
    CHECK(daemon.inbox().size() == 1);
}

namespace {

/// A store that does not answer for an hour.
class Hanging final : public store::Nonces {
public:
    explicit Hanging(net::Clock& clock) : clock_{clock} {}
    net::Task<Result<bool>> meet(AccountId, std::string, std::string) override {
        co_await clock_.sleep(1h);
        co_return true;
    }

private:
    net::Clock& clock_;
};

net::Task<void> ask(app::PushDesk& desk, web::Call call, std::optional<net::Response>& out) {
    auto response = co_await desk.answer(std::move(call));
    out = std::move(response);
}

}  // namespace

TEST_CASE("Weibo is answered within five seconds whatever the store does", "[weibo-api 8.2]") {
    test::ManualClock clock;
    test::MemoryLedger ledger;
    Hanging nonces{clock};
    Meters meters;
    app::Office office{ledger, ledger, ledger};
    net::Loop loop;
    app::PushDesk desk{{office, ledger, ledger, nonces, loop, clock, meters}};
    desk.take_settings({secret, {{account, brand}}});
    auto const timestamp = std::to_string(to_millis(clock.now()));
    web::Call call;
    call.path["account"] = "yunzhi";
    call.query = {{"timestamp", timestamp}, {"nonce", "1"}, {"signature", sign(timestamp, "1")}};
    call.request.method = "POST";
    call.request.body = message("请问几点发货");
    std::optional<net::Response> response;
    loop.spawn("ask", ask(desk, call, response));
    clock.advance(loop, 3999ms);
    CHECK_FALSE(response);
    clock.advance(loop, 1ms);
    REQUIRE(response);
    CHECK(response->status == 503);
    CHECK(meters.value("pushes_total", {{"account", "yunzhi"}, {"type", "unknown"}, {"result", "late"}}) ==
          1);
    clock.advance(loop, 2h);  // what was late still ends well
    loop.clear();
}
