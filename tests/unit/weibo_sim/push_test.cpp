// Private messages on their way to a brand's address (weibo-api 8).
#include "net/http_codec.hpp"
#include "stage.hpp"
#include "support/manual_clock.hpp"
#include "weibo-sim/push_sender.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace rw;
using namespace rw::sim;

namespace {

/// The brand's side: takes requests in and answers as ordered.
struct Receiver {
    std::vector<net::Request> heard{};
    bool echoes = true;
    std::deque<int> statuses{};  ///< of POSTs to come; 0: no answer at all

    std::optional<net::Response> answer(net::Request const& request) {
        heard.push_back(request);
        if (request.method == "GET") {
            auto const fields = net::form_decode(request.target.substr(request.target.find('?') + 1));
            auto const echo =
                std::ranges::find(fields, "echostr", &std::pair<std::string, std::string>::first);
            return net::Response{200, {}, echoes && echo != fields.end() ? echo->second : "who are you"};
        }
        int status = 200;
        if (!statuses.empty()) {
            status = statuses.front();
            statuses.pop_front();
        }
        if (status == 0) return std::nullopt;
        return net::Response{status, {}, ""};
    }
    std::vector<std::string> bodies() const {
        std::vector<std::string> all;
        for (auto const& request : heard) {
            if (request.method == "POST") all.push_back(request.body);
        }
        return all;
    }
};

class Line final : public net::Stream {
public:
    Line(Receiver& receiver, net::Clock& clock) : receiver_{receiver}, clock_{clock} {}
    net::Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) override {
        if (out_.empty()) {
            co_await clock_.sleep(limit);
            co_return Failure{Fault::timed_out, "read: timed out"};
        }
        auto const size = std::min(into.size(), out_.size());
        std::copy_n(out_.begin(), size, into.begin());
        out_.erase(0, size);
        co_return size;
    }
    net::Task<Result<void>> write_all(std::string_view bytes, Span /*limit*/) override {
        reader_.feed(bytes);
        auto request = reader_.next();
        if (request && *request) {
            auto const answer = receiver_.answer(**request);
            if (answer) out_ += net::to_wire(*answer, false);
        }
        co_return Result<void>{};
    }
    void close() override {}

private:
    Receiver& receiver_;
    net::Clock& clock_;
    net::RequestReader reader_{{16 << 10, 1 << 20}};
    std::string out_;
};

class Exchange final : public net::Dialer {
public:
    Exchange(Receiver& receiver, net::Clock& clock) : receiver_{receiver}, clock_{clock} {}
    net::Task<Result<std::unique_ptr<net::Stream>>> dial(net::Endpoint /*where*/, Span /*limit*/) override {
        std::unique_ptr<net::Stream> stream = std::make_unique<Line>(receiver_, clock_);
        co_return stream;
    }

private:
    Receiver& receiver_;
    net::Clock& clock_;
};

constexpr std::string_view scenario = R"([[brand]]
key = "a"
name = "甲牌"
uid = "1001"
push = { url = "http://127.0.0.1:8787/weibo/push/a", app_secret = "xyz123xyz", mentions = true }
[[brand]]
key = "b"
name = "乙牌"
uid = "1002"
[[fan]]
name = "小李"
uid = "5001"
)";

struct House {
    test::ManualClock clock;
    Play play{read_scenario(scenario, "f").value(), clock.now()};
    Receiver receiver;
    Exchange exchange{receiver, clock};
    net::Loop loop;
    PushSender sender{{loop, clock, clock, exchange}, play};

    House() { loop.spawn("pushes", sender.run()); }
    void write(std::string form, std::string text, std::string brand = "a") {
        sim::Line line;
        line.act = Act::message;
        line.by = "小李";
        line.brand = std::move(brand);
        line.form = std::move(form);
        line.text = std::move(text);
        REQUIRE(play.director().perform(line, clock.now()).has_value());
    }
    PushTally const& tally() { return play.push_tallies().at("a"); }
};

std::string field_of(net::Request const& request, std::string_view name) {
    for (auto const& [key, value] : net::form_decode(request.target.substr(request.target.find('?') + 1))) {
        if (key == name) return value;
    }
    return "";
}

}  // namespace

TEST_CASE("the signature is the platform's own example", "[weibo_sim]") {
    CHECK(push_signature("xyz123xyz", "1397022061823", "57155157") ==
          "90e4c22c90a58f26526c2dd5b6c56c8822edeaa1");
}

TEST_CASE("each form of message has its shape, and none has an id", "[weibo_sim]") {
    auto const at = from_rfc3339("2012-07-16T10:09:20Z").value();
    auto const body = [&](std::string form, std::string text, std::string key = "") {
        return push_body(
            {Uid{2489518277}, Uid{1902538057}, std::move(form), std::move(text), std::move(key), at});
    };
    std::string const head =
        R"("receiver_id":1902538057,"sender_id":2489518277,"created_at":"Mon Jul 16 18:09:20 +0800 2012",)";
    CHECK(body("text", "在吗") == R"({"type":"text",)" + head + R"("text":"在吗","data":{}})");
    CHECK(
        body("position", "") ==
        R"({"type":"position",)" + head +
            R"("text":"我在这里: http://t.cn/zQgLLYO","data":{"longitude":"116.308586","latitude":"39.982525"}})");
    CHECK(body("follow", "") ==
          R"({"type":"event",)" + head + R"("text":"关注事件消息","data":{"subtype":"follow"}})");
    CHECK(body("comment", "@甲牌 在吗", "77") ==
          R"({"type":"mention",)" + head + R"("text":"@甲牌 在吗","data":{"subtype":"comment","key":"77"}})");
    for (auto const* form : {"voice", "image"}) {
        rapidjson::Document json;
        json.Parse(body(form, "").c_str());
        CHECK(json["type"].GetString() == std::string{form});
        CHECK(json["data"]["tovfid"].IsInt64());
        CHECK(json["data"]["vfid"].GetInt64() != json["data"]["tovfid"].GetInt64());
    }
    rapidjson::Document scan;
    scan.Parse(body("scan_follow", "").c_str());
    CHECK(scan["data"]["subtype"].GetString() == std::string{"scan_follow"});
    CHECK(scan["data"].HasMember("ticket"));
}

TEST_CASE("the address is verified first; then messages come signed and in order", "[weibo_sim]") {
    House house;
    house.write("text", "在吗");
    house.write("image", "");
    house.write("text", "别家的", "b");
    house.clock.advance(house.loop, 1s);
    auto const& heard = house.receiver.heard;
    REQUIRE(heard.size() == 3);
    CHECK(heard[0].method == "GET");
    for (auto const& request : heard) {
        CHECK(request.target.starts_with("/weibo/push/a?"));
        CHECK(field_of(request, "signature") ==
              push_signature("xyz123xyz", field_of(request, "timestamp"), field_of(request, "nonce")));
        auto const millis = std::stoll(field_of(request, "timestamp"));
        CHECK(std::chrono::abs(from_millis(millis) - house.clock.now()) <= 1s);
    }
    CHECK(field_of(heard[1], "nonce") != field_of(heard[2], "nonce"));
    CHECK(heard[1].body.find("在吗") != std::string::npos);
    CHECK(heard[2].body.find(R"("type":"image")") != std::string::npos);
    CHECK(house.tally().verified);
    CHECK(house.tally().delivered == 2);
    CHECK(house.tally().attempts == 2);
    CHECK(house.play.world().unread(Uid{1001}).letters == 2);
    CHECK(house.play.world().unread(Uid{1002}).letters == 1);
}

TEST_CASE("a mention is pushed with the id of what mentions", "[weibo_sim]") {
    House house;
    sim::Line line;
    line.act = Act::mention;
    line.by = "小李";
    line.text = "出来";
    auto const id = house.play.director().perform(line, house.clock.now()).value();
    house.clock.advance(house.loop, 1s);
    REQUIRE(house.receiver.bodies().size() == 1);
    CHECK(house.receiver.bodies()[0].find(R"("data":{"subtype":"status","key":")" + id.text() + "\"}") !=
          std::string::npos);
    CHECK(house.play.world().unread(Uid{1001}).letters == 0);
}

TEST_CASE("three attempts and no more, five seconds each", "[weibo_sim]") {
    House house;
    house.clock.advance(house.loop, 1s);
    house.receiver.statuses = {500, 0, 200, 500, 500, 500};
    house.write("text", "一");
    house.write("text", "二");
    house.clock.advance(house.loop, 4s);
    CHECK(house.receiver.bodies().size() == 2);
    house.clock.advance(house.loop, 4s);
    auto const bodies = house.receiver.bodies();
    REQUIRE(bodies.size() == 6);
    CHECK(bodies[0] == bodies[2]);
    CHECK(bodies[3] == bodies[5]);
    CHECK(house.tally().attempts == 6);
    CHECK(house.tally().delivered == 1);
    CHECK(house.tally().failed == 1);
}

TEST_CASE("nothing is pushed to an address that does not echo", "[weibo_sim]") {
    House house;
    house.receiver.echoes = false;
    house.write("text", "在吗");
    house.clock.advance(house.loop, 3s);
    CHECK(house.receiver.bodies().empty());
    CHECK_FALSE(house.tally().verified);
    CHECK(house.tally().failed == 1);
    house.receiver.echoes = true;
    house.clock.advance(house.loop, 10s);
    house.write("text", "还在吗");
    house.clock.advance(house.loop, 1s);
    CHECK(house.receiver.bodies().size() == 1);
    CHECK(house.tally().delivered == 1);
}
