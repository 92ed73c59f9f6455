#include "net/http_client.hpp"

#include "net/gzip.hpp"
#include "net/http_codec.hpp"

#include <algorithm>
#include <array>

namespace rw::net {
namespace {

bool may_repeat(Request const& request) {
    return request.method == "GET" || request.method == "HEAD";
}

std::string host_header(Url const& origin) {
    auto const host = origin.host.find(':') == std::string::npos ? origin.host : "[" + origin.host + "]";
    bool const usual =
        (origin.scheme == "http" && origin.port == 80) || (origin.scheme == "https" && origin.port == 443);
    return usual || origin.scheme == "unix" ? host : host + ":" + std::to_string(origin.port);
}

/// What is left of the time for one exchange.
class Countdown {
public:
    Countdown(Clock& clock, Span span) : clock_{clock}, end_{clock.steady() + span} {}
    Span left() const { return std::max(Span{1}, end_ - clock_.steady()); }

private:
    Clock& clock_;
    Span end_;
};

struct Exchange {
    std::optional<Response> response;
    std::optional<Failure> failure;
    bool answer_begun = false;
    bool keep_alive = false;
};

Exchange broken(Failure failure, bool begun) {
    Exchange exchange;
    exchange.failure = std::move(failure);
    exchange.answer_begun = begun;
    return exchange;
}

/// Writes the request and reads the answer. A failure here means: sent, or partly sent.
Task<Exchange> exchange(Stream& stream, std::string wire, ResponseReader& reader, Countdown time) {
    auto const limit = time.left();
    auto const written = co_await stream.write_all(wire, limit);
    if (!written) co_return broken(written.error(), false);
    std::array<char, 16384> buffer;
    for (;;) {
        auto const wait = time.left();
        auto const got = co_await stream.read_some(buffer, wait);
        if (!got) co_return broken(got.error(), reader.started());
        auto const done = *got == 0 ? reader.end() : reader.take({buffer.data(), *got});
        if (!done) co_return broken(done.error(), true);
        if (*done) break;
        if (*got == 0)
            co_return broken(Failure{Fault::unreachable, "the peer ended the connection"}, reader.started());
    }
    Exchange done;
    done.keep_alive = reader.keep_alive();
    done.response = reader.release();
    co_return done;
}

/// Names of encodings are compared without case (RFC 9110 8.4.1).
bool same_word(std::string_view a, std::string_view b) {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

Result<Response> unpacked(Response response, std::size_t limit) {
    auto const encoding = find_header(response.headers, "Content-Encoding");
    bool const packed = encoding && (same_word(*encoding, "gzip") || same_word(*encoding, "x-gzip"));
    if (!packed || response.body.empty()) return response;
    auto plain = gunzip(response.body, limit);
    if (!plain) return plain.error();
    response.body = *std::move(plain);
    return response;
}

}  // namespace

struct HttpClient::Idle {
    std::unique_ptr<Stream> stream;
    Span since{0};
};

HttpClient::HttpClient(Dialer& dialer, Clock& clock, HttpLimits limits)
    : dialer_{dialer}, clock_{clock}, limits_{limits} {}
HttpClient::~HttpClient() = default;

std::unique_ptr<Stream> HttpClient::take_idle(std::string const& key) {
    auto& waiting = idle_[key];
    while (!waiting.empty()) {
        auto last = std::move(waiting.back());
        waiting.pop_back();
        if (clock_.steady() - last.since < limits_.idle) return std::move(last.stream);
    }
    return nullptr;
}

void HttpClient::keep(std::string const& key, std::unique_ptr<Stream> stream) {
    auto& waiting = idle_[key];
    if (waiting.size() < limits_.idle_per_host) waiting.push_back(Idle{std::move(stream), clock_.steady()});
}

Task<Result<Response>> HttpClient::send(Url origin, Request request) {
    auto const what = request.method + " " + origin.scheme + "://" + host_header(origin);
    bool const packable = !find_header(request.headers, "Accept-Encoding");
    if (packable) request.headers.emplace_back("Accept-Encoding", "gzip");
    auto const wire = to_wire(request, host_header(origin));
    if (!wire) co_return while_doing(what, wire.error());
    auto const key = origin.scheme + "://" + host_header(origin);
    bool const repeatable = may_repeat(request);
    for (bool fresh_only = false;; fresh_only = true) {
        auto stream = fresh_only ? nullptr : take_idle(key);
        bool const kept = stream != nullptr;
        if (!kept) {
            auto const endpoint = endpoint_of(origin);
            auto dialled = co_await dialer_.dial(endpoint, limits_.connect);
            if (!dialled) co_return while_doing(what, dialled.error());
            stream = *std::move(dialled);
        }
        MessageLimits const sizes{limits_.header, limits_.body};
        ResponseReader reader{request.method == "HEAD", sizes};
        Countdown const time{clock_, limits_.exchange};
        auto done = co_await exchange(*stream, *wire, reader, time);
        if (done.response) {
            if (done.keep_alive) keep(key, std::move(stream));
            auto response = unpacked(*std::move(done.response), limits_.body);
            if (!response)
                co_return while_doing(what, Failure{failed_answer(repeatable), response.error().doing});
            co_return response;
        }
        if (kept && repeatable && !done.answer_begun) continue;
        co_return while_doing(what, Failure{failed_answer(repeatable), done.failure->doing});
    }
}

Endpoint HttpClient::endpoint_of(Url const& origin) {
    return Endpoint{origin.host, origin.port, origin.scheme == "https", origin.scheme == "unix"};
}

Fault HttpClient::failed_answer(bool repeatable) {
    return repeatable ? Fault::timed_out : Fault::unknown_outcome;
}

}  // namespace rw::net
