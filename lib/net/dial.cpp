// Opening streams: name look-up, connection, proxy, TLS. Certificate and host name are always verified.
#include "net/socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace rw::net {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Steady = asio::steady_timer::time_point;

constexpr std::size_t longest_proxy_answer = 4096;

std::string name_of(Endpoint const& where) {
    return where.unix_socket ? where.host : where.host + ":" + std::to_string(where.port);
}

Failure no_connection(Endpoint const& where, std::string_view why, Fault kind = Fault::unreachable) {
    return {kind, "connect to " + name_of(where) + ": " + std::string{why}};
}

bool is_address(std::string const& host) {
    error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

/// Runs out at one instant for a whole series of operations: whatever is open then is closed.
class Until {
public:
    Until(asio::any_io_executor const& executor, Steady end) : timer_{executor, end} {}
    template <class Openable>
    void guard(Openable& what) {
        timer_.async_wait([this, &what](error_code cancelled) {
            if (cancelled) return;
            passed_ = true;
            error_code ignored;
            what.close(ignored);
        });
    }
    void release() { timer_.cancel(); }
    bool passed() const { return passed_; }

private:
    asio::steady_timer timer_;
    bool passed_ = false;
};

/// Look-ups run in a thread that cannot be interrupted: whoever asks waits for the answer or the end,
/// whichever comes first, and a late answer is dropped.
struct Lookup {
    explicit Lookup(asio::any_io_executor const& executor) : resolver{executor}, done{executor} {}
    tcp::resolver resolver;
    asio::steady_timer done;
    tcp::resolver::results_type found;
    error_code error = asio::error::timed_out;
};

Task<Result<tcp::resolver::results_type>> look_up(Endpoint where, Steady end) {
    auto const executor = co_await asio::this_coro::executor;
    auto const lookup = std::make_shared<Lookup>(executor);
    lookup->done.expires_at(end);
    lookup->resolver.async_resolve(where.host, std::to_string(where.port),
                                   [lookup](error_code error, tcp::resolver::results_type found) {
                                       lookup->error = error;
                                       lookup->found = std::move(found);
                                       lookup->done.cancel();
                                   });
    auto const token = asio::as_tuple(asio::use_awaitable);
    [[maybe_unused]] auto const woken = co_await lookup->done.async_wait(token);
    if (!lookup->error) co_return lookup->found;
    co_return no_connection(where, "name look-up: " + lookup->error.message());
}

Task<Result<TcpSocket>> connect_tcp(Endpoint where, Steady end) {
    auto const executor = co_await asio::this_coro::executor;
    auto const found = co_await look_up(where, end);
    if (!found) co_return found.error();
    error_code last = asio::error::host_not_found;
    for (auto const& address : *found) {
        tcp::socket socket{executor};
        Until until{executor, end};
        until.guard(socket);
        auto const token = asio::as_tuple(asio::use_awaitable);
        auto const endpoint = address.endpoint();
        auto const [error] = co_await socket.async_connect(endpoint, token);
        until.release();
        if (!error) co_return Result<TcpSocket>{std::move(socket)};
        if (until.passed()) co_return no_connection(where, "timed out");
        last = error;
    }
    co_return no_connection(where, last.message());
}

Task<Result<std::unique_ptr<Stream>>> connect_unix(Endpoint where, Steady end) {
    auto const executor = co_await asio::this_coro::executor;
    constexpr std::size_t longest_path = 107;  // sun_path
    if (where.host.size() > longest_path)
        co_return no_connection(where, "the path is too long", Fault::bad_input);
    UnixSocket socket{executor};
    Until until{executor, end};
    until.guard(socket);
    auto const endpoint = asio::local::stream_protocol::endpoint(where.host);
    auto const token = asio::as_tuple(asio::use_awaitable);
    auto const [error] = co_await socket.async_connect(endpoint, token);
    until.release();
    if (error) co_return no_connection(where, error.message());
    co_return make_stream(std::move(socket));
}

/// Asks the proxy for a tunnel and reads its answer byte by byte, so that nothing of the tunnel is swallowed.
Task<Result<void>> open_tunnel(TcpSocket& socket, Endpoint where, Steady end) {
    auto const executor = co_await asio::this_coro::executor;
    auto const token = asio::as_tuple(asio::use_awaitable);
    Until until{executor, end};
    until.guard(socket);
    auto const ask = "CONNECT " + name_of(where) + " HTTP/1.1\r\nHost: " + name_of(where) + "\r\n\r\n";
    std::string_view rest = ask;
    while (!rest.empty()) {
        auto const buffer = asio::buffer(rest.data(), rest.size());
        auto const [error, size] = co_await socket.async_write_some(buffer, token);
        if (error) co_return no_connection(where, "ask the proxy: " + error.message());
        rest.remove_prefix(size);
    }
    std::string answer;
    while (!answer.ends_with("\r\n\r\n") && answer.size() < longest_proxy_answer) {
        char byte = 0;
        auto const buffer = asio::buffer(&byte, 1);
        auto const [error, size] = co_await socket.async_read_some(buffer, token);
        if (error) co_return no_connection(where, "hear the proxy: " + error.message());
        answer.append(&byte, size);
    }
    until.release();
    auto const line = std::string_view{answer}.substr(0, answer.find("\r\n"));
    bool const open = line.starts_with("HTTP/1.") && line.substr(8).starts_with(" 2");
    if (!open) co_return no_connection(where, "the proxy answered `" + std::string{line.substr(0, 60)} + "`");
    co_return Result<void>{};
}

/// What the macro SSL_set_tlsext_host_name does, with casts of this language.
void send_server_name(TlsSocket& tls, std::string host) {
    SSL_ctrl(tls.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
}

/// OpenSSL itself does not know that a valid certificate is somebody else's: the name is checked after it.
std::string why_untrusted(long verdict, std::string const& host) {
    if (verdict == X509_V_ERR_UNSPECIFIED) return "the certificate is not one for " + host;
    return X509_verify_cert_error_string(verdict);
}

Task<Result<std::unique_ptr<Stream>>> shake_hands(TcpSocket socket, ssl::context& trust, Endpoint where,
                                                  Steady end) {
    auto const executor = co_await asio::this_coro::executor;
    auto tls = std::make_unique<TlsSocket>(std::move(socket), trust);
    tls->set_verify_mode(ssl::verify_peer);
    tls->set_verify_callback(ssl::host_name_verification{where.host});
    if (!is_address(where.host)) send_server_name(*tls, where.host);
    Until until{executor, end};
    until.guard(tls->next_layer());
    auto const token = asio::as_tuple(asio::use_awaitable);
    auto const [error] = co_await tls->async_handshake(ssl::stream_base::client, token);
    until.release();
    if (!error) co_return make_stream(std::move(tls));
    if (until.passed()) co_return no_connection(where, "TLS: timed out");
    auto const verdict = SSL_get_verify_result(tls->native_handle());
    bool const untrusted = verdict != X509_V_OK || error.message().find("certificate") != std::string::npos;
    auto const why = verdict != X509_V_OK ? why_untrusted(verdict, where.host) : error.message();
    co_return no_connection(where, "TLS: " + why, untrusted ? Fault::refused : Fault::unreachable);
}

class NetworkDialer final : public Dialer {
public:
    NetworkDialer(ssl::context trust, Proxy proxy) : trust_{std::move(trust)}, proxy_{std::move(proxy)} {}

    Task<Result<std::unique_ptr<Stream>>> dial(Endpoint where, Span limit) override {
        auto const end = std::chrono::steady_clock::now() + limit;
        if (where.unix_socket) {
            auto stream = co_await connect_unix(where, end);
            co_return stream;
        }
        auto first = where;
        bool const by_proxy = !proxy_.host.empty() && where.host != "localhost" && !is_loopback(where.host);
        if (by_proxy) {
            first.host = proxy_.host;
            first.port = proxy_.port;
        }
        auto socket = co_await connect_tcp(first, end);
        if (!socket) co_return socket.error();
        if (by_proxy) {
            auto const open = co_await open_tunnel(*socket, where, end);
            if (!open) co_return open.error();
        }
        if (!where.tls) co_return make_stream(*std::move(socket));
        auto stream = co_await shake_hands(*std::move(socket), trust_, where, end);
        co_return stream;
    }

    Task<Result<std::unique_ptr<Stream>>> start_tls(std::unique_ptr<Stream> plain, Endpoint where,
                                                    Span limit) override {
        auto socket = take_socket(*plain);
        if (!socket) co_return no_connection(where, "TLS: not a TCP stream", Fault::bad_input);
        auto const end = std::chrono::steady_clock::now() + limit;
        auto stream = co_await shake_hands(*std::move(socket), trust_, where, end);
        co_return stream;
    }

private:
    static bool is_loopback(std::string const& host) {
        error_code error;
        auto const address = asio::ip::make_address(host, error);
        return !error && address.is_loopback();
    }

    ssl::context trust_;
    Proxy proxy_;
};

}  // namespace

Task<Result<std::unique_ptr<Stream>>> Dialer::start_tls(std::unique_ptr<Stream>, Endpoint where, Span) {
    co_return no_connection(where, "TLS cannot be begun here", Fault::bad_input);
}

Result<std::unique_ptr<Dialer>> make_dialer(TlsTrust trust, Proxy proxy) {
    ssl::context context{ssl::context::tls_client};
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    error_code error;
    context.set_default_verify_paths(error);
    if (!trust.ca_file.empty()) {
        context.load_verify_file(trust.ca_file, error);
        if (error) return Failure{Fault::bad_input, "read CA file " + trust.ca_file + ": " + error.message()};
    }
    return std::unique_ptr<Dialer>{std::make_unique<NetworkDialer>(std::move(context), std::move(proxy))};
}

}  // namespace rw::net
