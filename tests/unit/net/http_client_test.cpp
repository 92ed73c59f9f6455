#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "support/gzip.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_stream.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::gzip;
using test::ManualClock;
using test::Script;
using test::ScriptedDialer;

namespace {

/// A client whose peers follow scripts.
struct Bench {
    explicit Bench(std::deque<Script> scripts, net::HttpLimits limits = {})
        : dialer{clock, std::move(scripts)}, client{dialer, clock, limits} {}

    Result<net::Response> get(std::string method = "GET", std::string target = "/") {
        net::Request request;
        request.method = std::move(method);
        request.target = std::move(target);
        std::optional<Result<net::Response>> answer;
        loop.spawn("ask", ask(*net::parse_url("http://peer:81"), std::move(request), answer));
        clock.advance(loop, 25s);
        REQUIRE(answer);
        return *answer;
    }
    net::Task<void> ask(net::Url origin, net::Request request, std::optional<Result<net::Response>>& answer) {
        answer = co_await client.send(std::move(origin), std::move(request));
    }

    ManualClock clock;
    net::Loop loop;
    ScriptedDialer dialer;
    net::HttpClient client;
};

std::string answer_with(std::string const& body, std::string const& headers = "") {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

}  // namespace

TEST_CASE("an answer is whole however it is cut", "[net]") {
    auto const chunked = std::string{
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"};
    for (auto const& says : {answer_with("hello world"), chunked}) {
        for (std::size_t cut = 1; cut < says.size(); ++cut) {
            CAPTURE(cut);
            Script script{says};
            script.first_piece = cut;
            Bench bench{{script}};
            auto const answer = bench.get();
            REQUIRE(answer);
            CHECK(answer->body == "hello world");
        }
        Script script{says};
        script.piece = 1;
        Bench bench{{script}};
        CHECK(bench.get()->body == "hello world");
    }
}

TEST_CASE("a GET whose answer breaks off anywhere may be asked again, a POST may have happened", "[net]") {
    auto const says = answer_with("hello");
    for (std::size_t end = 0; end < says.size(); ++end) {
        CAPTURE(end);
        Script broken{says};
        broken.breaks_after = end;
        Bench get{{broken}};
        CHECK(get.get().error().kind == Fault::timed_out);
        Bench post{{broken}};
        CHECK(post.get("POST").error().kind == Fault::unknown_outcome);
    }
}

TEST_CASE("nobody there is unreachable: nothing was sent", "[net]") {
    Bench bench{{}};
    auto const answer = bench.get("POST");
    CHECK(answer.error().kind == Fault::unreachable);
    CHECK(answer.error().doing.find("http://peer:81") != std::string::npos);
}

TEST_CASE("a silent peer costs the limit and no more", "[net]") {
    Script silent;
    silent.stalls = true;
    Bench bench{{silent}};
    CHECK(bench.get().error().kind == Fault::timed_out);
}

TEST_CASE("limits on header and body hold, also after gzip is undone", "[net]") {
    net::HttpLimits limits;
    limits.header = 200;
    limits.body = 1000;
    CHECK_FALSE(Bench({{answer_with("x", "A: " + std::string(300, 'a') + "\r\n")}}, limits).get());
    CHECK_FALSE(Bench({{answer_with(std::string(1001, 'x'))}}, limits).get());
    CHECK_FALSE(
        Bench({{answer_with(gzip(std::string(100'000, 'x')), "Content-Encoding: gzip\r\n")}}, limits).get());
    CHECK(Bench({{answer_with(gzip(std::string(1000, 'x')), "Content-Encoding: gzip\r\n")}}, limits)
              .get()
              ->body == std::string(1000, 'x'));
}

TEST_CASE("gzip that is broken or cut short is no answer", "[net]") {
    auto packed = gzip("hello hello hello hello");
    CHECK_FALSE(
        Bench({{answer_with(packed.substr(0, packed.size() - 4), "Content-Encoding: gzip\r\n")}}).get());
    packed[14] = static_cast<char>(packed[14] ^ 0x55);
    CHECK_FALSE(Bench({{answer_with(packed, "Content-Encoding: gzip\r\n")}}).get());
}

TEST_CASE("a redirect is an answer, not an order", "[net]") {
    Bench bench{{{"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n"}}};
    auto const answer = bench.get();
    REQUIRE(answer);
    CHECK(answer->status == 302);
    CHECK(bench.dialer.dialled.size() == 1);
}

TEST_CASE("a connection is used again, and replaced once when it proves dead", "[net]") {
    Script first;
    first.answers = [asked = 0](std::string_view) mutable {
        return asked++ == 0 ? answer_with("one") : std::string{};
    };
    Script second;
    second.answers = [](std::string_view) { return answer_with("two"); };
    Bench bench{{first, second}};
    CHECK(bench.get()->body == "one");
    CHECK(bench.dialer.dialled.size() == 1);
    CHECK(bench.get()->body == "two");
    CHECK(bench.dialer.dialled.size() == 2);
    CHECK(bench.get()->body == "two");
    CHECK(bench.dialer.dialled.size() == 2);
}

TEST_CASE("nothing smuggles a line into the head of a request", "[net]") {
    Bench bench{{{answer_with("x")}}};
    CHECK(bench.get("GET", "/a\r\nX: y").error().kind == Fault::bad_input);
    CHECK(bench.get("GET", "/a b").error().kind == Fault::bad_input);
    CHECK(bench.dialer.dialled.empty());
}

TEST_CASE("interim answers are passed over and bodies that must not be are not awaited", "[net]") {
    CHECK(Bench({{"HTTP/1.1 100 Continue\r\n\r\n" + answer_with("x")}}).get()->body == "x");
    CHECK(Bench({{"HTTP/1.1 204 No Content\r\n\r\n"}}).get()->status == 204);
    CHECK(Bench({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"}}).get("HEAD")->status == 200);
}
