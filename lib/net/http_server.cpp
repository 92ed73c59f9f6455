#include "net/http_server.hpp"

#include "core/log.hpp"
#include "net/body_source.hpp"
#include "net/http_codec.hpp"
#include "net/listener.hpp"

#include <array>
#include <cstdio>
#include <exception>
#include <list>

namespace rw::net {
namespace {

using namespace std::chrono;

/// `Tue, 24 Nov 2026 09:58:00 GMT` (RFC 9110 5.6.7).
std::string http_date(TimePoint when) {
    static constexpr std::array days_of_week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = floor<days>(when);
    year_month_day const date{day};
    hh_mm_ss const clock{floor<seconds>(when - day)};
    std::array<char, 40> out{};
    auto const size = std::snprintf(
        out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        days_of_week[weekday{day}.c_encoding()], unsigned{date.day()}, months[unsigned{date.month()} - 1],
        int{date.year()}, static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {out.data(), static_cast<std::size_t>(size)};
}

Response plain_problem(int status, std::string_view detail) {
    auto body = "{\"type\":\"about:blank\",\"status\":" + std::to_string(status) + ",\"detail\":\"" +
                std::string{detail} + "\"}";
    return {status, {{"Content-Type", "application/problem+json"}}, std::move(body)};
}

std::string_view detail_of(int status) {
    switch (status) {
        case 408: return "the request took too long to arrive";
        case 413: return "the body is too large";
        case 431: return "the header is too large";
        case 501: return "this transfer encoding is not supported";
        case 503: return "too many connections";
        default: return "this is not a request";
    }
}

}  // namespace

struct HttpServer::State {
    State(Loop& l, Clock& c, Handler h, ServerLimits s)
        : loop{l}, clock{c}, handler{std::move(h)}, limits{s} {}

    struct Connection {
        Stream* stream;
        bool busy = false;
    };
    Loop& loop;
    Clock& clock;
    Handler handler;
    ServerLimits limits;
    std::unique_ptr<Listener> listener;
    std::list<Connection> connections;
    Bell changed;
    bool draining = false;
    Span grace = 5s;

    Response dressed(Response response, bool keep) const {
        response.headers.emplace_back("Date", http_date(clock.now()));
        response.headers.emplace_back("Connection", keep ? "keep-alive" : "close");
        return response;
    }
};

namespace {

Task<Response> answer(Handler const& handler, Request request) {
    std::string failed;
    try {
        auto response = co_await handler(std::move(request));
        co_return response;
    } catch (std::exception const& bug) {
        failed = bug.what();
    }
    log::error("http.crashed", {{"what", failed}});
    co_return plain_problem(500, "this is a fault of ours; it has been logged");
}

/// One connection: hears requests and answers them in turn.
class Session {
public:
    using State = HttpServer::State;
    Session(State& server, Stream& stream, std::string peer)
        : server_{server}, stream_{stream}, peer_{std::move(peer)}, reader_{sizes(server.limits)} {}

    Task<void> talk(State::Connection& connection) {
        for (bool open = true; open;) {
            auto request = reader_.next();
            if (!request) {
                co_await refuse(reader_.status());
                co_return;
            }
            if (*request) {
                connection.busy = true;
                open = co_await reply(**std::move(request));
                connection.busy = false;
            } else {
                open = co_await hear();
            }
        }
    }

    Task<void> refuse(int status) {
        auto const wire = to_wire(server_.dressed(plain_problem(status, detail_of(status)), false), false);
        auto const limit = server_.limits.write;
        [[maybe_unused]] auto const told = co_await stream_.write_all(wire, limit);
    }

private:
    static MessageLimits sizes(ServerLimits const& limits) { return {limits.header, limits.body}; }

    /// False when this was the last one.
    Task<bool> reply(Request request) {
        request.peer = peer_;
        bool const head_only = request.method == "HEAD";
        auto response = co_await answer(server_.handler, std::move(request));
        auto const more = response.more;
        begun_at_.reset();
        bool const keep = reader_.keep_alive() && !server_.draining;
        auto const wire = to_wire(server_.dressed(std::move(response), keep), head_only);
        auto const limit = server_.limits.write;
        auto const written = co_await stream_.write_all(wire, limit);
        if (!written) co_return false;
        if (more && !head_only) {
            bool const whole = co_await pour(*more);
            if (!whole) co_return false;
        }
        co_return keep && !server_.draining;
    }

    /// Sends what `source` gives, piece by piece. False when the peer has gone, or is too slow.
    Task<bool> pour(BodySource& source) {
        auto const limit = server_.limits.write;
        for (;;) {
            auto const piece = co_await source.next();
            if (piece && piece->empty()) continue;
            auto const wire = chunk(piece.value_or(std::string{}));
            auto const written = co_await stream_.write_all(wire, limit);
            if (!written) co_return false;
            if (!piece) co_return true;
        }
    }

    /// Waits for more of a request. False when the peer has gone, or took too long.
    Task<bool> hear() {
        if (reader_.wants_continue()) {
            std::string const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            auto const limit = server_.limits.write;
            auto const told = co_await stream_.write_all(go_on, limit);
            if (!told) co_return false;
        }
        auto const now = server_.clock.steady();
        bool const begun = reader_.started();
        if (begun && !begun_at_) begun_at_ = now;
        auto const left = begun ? server_.limits.request - (now - *begun_at_) : server_.limits.idle;
        auto const wait = std::max(left, Span{1});
        auto const got = co_await stream_.read_some(buffer_, wait);
        if (!got && begun && got.error().kind == Fault::timed_out) co_await refuse(408);
        if (!got || *got == 0) co_return false;
        reader_.feed({buffer_.data(), *got});
        co_return true;
    }

    State& server_;
    Stream& stream_;
    std::string peer_;
    RequestReader reader_;
    std::optional<Span> begun_at_;
    std::array<char, 16384> buffer_{};
};

}  // namespace

HttpServer::HttpServer(Loop& loop, Clock& clock, Handler handler, ServerLimits limits)
    : state_{std::make_shared<State>(loop, clock, std::move(handler), limits)} {}
HttpServer::~HttpServer() = default;

Result<void> HttpServer::listen(std::string_view address) {
    auto listener = Listener::open(address);
    if (!listener) return listener.error();
    state_->listener = *std::move(listener);
    return {};
}

std::string HttpServer::address() const {
    return state_->listener ? state_->listener->address() : "";
}

Task<void> HttpServer::run() {
    auto const state = state_;
    while (!state->draining) {
        auto accepted = co_await state->listener->accept();
        if (state->draining) break;
        if (!accepted) {  // out of file descriptors, say: no use in spinning
            log::warn("http.accept_failed", {{"why", accepted.error().doing}});
            co_await state->clock.sleep(100ms);
            continue;
        }
        state->loop.spawn("http connection", serve(std::move(accepted->stream), std::move(accepted->peer)));
    }
    auto const end = state->clock.steady() + state->grace;
    while (!state->connections.empty() && state->clock.steady() < end) {
        auto const rest = end - state->clock.steady();
        co_await state->changed.wait(state->clock, rest);
    }
    for (auto& connection : state->connections)
        connection.stream->close();
}

void HttpServer::drain(Span grace) {
    state_->draining = true;
    state_->grace = grace;
    if (state_->listener) state_->listener->close();
    for (auto& connection : state_->connections) {
        if (!connection.busy) connection.stream->close();
    }
    state_->changed.ring();
}

Task<void> HttpServer::serve(std::unique_ptr<Stream> stream, std::string peer) {
    auto const state = state_;
    bool const full = state->connections.size() >= state->limits.connections;
    auto const place =
        state->connections.insert(state->connections.end(), State::Connection{stream.get(), false});
    Session session{*state, *stream, std::move(peer)};
    if (full) {
        co_await session.refuse(503);
    } else {
        co_await session.talk(*place);
    }
    stream->close();
    state->connections.erase(place);
    state->changed.ring();
}

}  // namespace rw::net
