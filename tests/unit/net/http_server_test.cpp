#include "net/http_server.hpp"
#include "net/body_source.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_stream.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::ManualClock;
using test::MemoryStream;
using test::Script;

namespace {

/// Counts down, a piece a number.
class Countdown final : public net::BodySource {
public:
    net::Task<std::optional<std::string>> next() override {
        if (left_ == 0) co_return std::nullopt;
        co_return std::to_string(left_--) + "\n";
    }

private:
    int left_ = 3;
};

net::Task<net::Response> echo(net::Request request) {
    if (request.target == "/countdown") {
        net::Response rocket;
        rocket.more = std::make_shared<Countdown>();
        co_return rocket;
    }
    if (request.target == "/crash") throw std::runtime_error{"a bug"};
    net::Response response;
    response.body = request.method + " " + request.target + " " + request.body;
    co_return response;
}

/// What one client that follows `script` gets to read.
std::string serve(Script script, net::ServerLimits limits = {}) {
    ManualClock clock;
    auto const record = std::make_shared<MemoryStream::Record>();
    net::Loop loop;
    net::HttpServer server{loop, clock, echo, limits};
    loop.spawn("serve",
               server.serve(std::make_unique<MemoryStream>(std::move(script), clock, record), "peer"));
    clock.advance(loop, 10min);
    CHECK(record->closed);
    return record->written;
}

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a request is understood however it is cut", "[net]") {
    std::string const says = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t cut = 1; cut < says.size(); ++cut) {
        CAPTURE(cut);
        Script script{says};
        script.first_piece = cut;
        auto const answer = serve(script);
        CHECK(contains(answer, "HTTP/1.1 200 OK\r\n"));
        CHECK(contains(answer, "POST /a hello"));
    }
    Script script{says};
    script.piece = 1;
    CHECK(contains(serve(script), "POST /a hello"));
}

TEST_CASE("requests that come together are answered in order, until one says close", "[net]") {
    auto const answer =
        serve({"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nConnection: close\r\n\r\nGET /3 HTTP/1.1\r\n\r\n"});
    CHECK(contains(answer, "GET /1"));
    CHECK(contains(answer, "GET /2"));
    CHECK_FALSE(contains(answer, "GET /3"));
    CHECK(answer.find("GET /1") < answer.find("GET /2"));
}

TEST_CASE("what is no request, or too much of one, is told so", "[net]") {
    net::ServerLimits limits;
    limits.header = 256;
    limits.body = 100;
    CHECK(contains(serve({"nonsense\r\n\r\n"}), " 400 "));
    CHECK(contains(serve({"GET / HTTP/1.1\r\nA: " + std::string(500, 'a') + "\r\n\r\n"}, limits), " 431 "));
    CHECK(contains(serve({"POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n"}, limits), " 413 "));
    Script slow{"GET / HTTP/1.1\r\nHost"};
    slow.stalls = true;
    CHECK(contains(serve(slow), " 408 "));
    limits.connections = 0;
    CHECK(contains(serve({"GET / HTTP/1.1\r\n\r\n"}, limits), " 503 "));
}

TEST_CASE("a silent client is let go without a word", "[net]") {
    Script silent;
    silent.stalls = true;
    CHECK(serve(silent).empty());
}

TEST_CASE("a fault of ours is a 500 without details", "[net]") {
    auto const answer = serve({"GET /crash HTTP/1.1\r\n\r\n"});
    CHECK(contains(answer, " 500 "));
    CHECK_FALSE(contains(answer, "a bug"));
}

TEST_CASE("HEAD gets the head of the answer alone, and 100-continue is answered", "[net]") {
    auto const head = serve({"HEAD /x HTTP/1.1\r\n\r\n"});
    CHECK(contains(head, "Content-Length: 8\r\n"));
    CHECK(head.ends_with("\r\n\r\n"));
    auto const asked = serve({"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi"});
    CHECK(contains(asked, "POST / hi"));
}

TEST_CASE("what unfolds over time is sent piece by piece, and the connection goes on after it", "[net]") {
    auto const answer =
        serve({"GET /countdown HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\nConnection: close\r\n\r\n"});
    CHECK(contains(answer, "Transfer-Encoding: chunked\r\n"));
    CHECK(contains(answer, "\r\n\r\n2\r\n3\n\r\n2\r\n2\n\r\n2\r\n1\n\r\n0\r\n\r\n"));
    CHECK(contains(answer, "GET /next"));
    auto const head = serve({"HEAD /countdown HTTP/1.1\r\nConnection: close\r\n\r\n"});
    CHECK_FALSE(contains(head, "3\n"));
}
