#include "net/listener.hpp"

#include "net/socket.hpp"
#include "net/tied.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace rw::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// A file descriptor until somebody takes it over.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_{fd} {}
    Descriptor(Descriptor&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

Failure cannot(std::string_view address, std::string_view why) {
    return {Fault::bad_input, "listen on " + std::string{address} + ": " + std::string{why}};
}

Failure cannot(std::string_view address) {
    return cannot(address, std::strerror(errno));
}

std::string name_of(asio::ip::tcp::endpoint const& endpoint) {
    auto const host = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(endpoint.port());
}
std::string name_of(asio::local::stream_protocol::endpoint const& endpoint) {
    return "unix:" + endpoint.path();
}
std::string peer_of(asio::ip::tcp::socket const& socket) {
    error_code error;
    auto const endpoint = socket.remote_endpoint(error);
    return error ? "unknown" : endpoint.address().to_string();
}
std::string peer_of(asio::local::stream_protocol::socket const&) {
    return "unix";
}

/// Listens on a descriptor that is bound; the acceptor is made at the first `accept`, where the loop is
/// known.
template <class Protocol>
class SocketListener final : public Listener {
public:
    using Acceptor = typename Protocol::acceptor;

    explicit SocketListener(Descriptor fd) : fd_{std::move(fd)} {
        typename Protocol::endpoint endpoint;
        auto size = static_cast<socklen_t>(endpoint.capacity());
        ::getsockname(fd_.get(), endpoint.data(), &size);
        endpoint.resize(size);
        address_ = name_of(endpoint);
        if constexpr (std::is_same_v<Protocol, asio::ip::tcp>) v6_ = endpoint.address().is_v6();
    }
    ~SocketListener() override {
        if (address_.starts_with("unix:")) ::unlink(address_.c_str() + 5);
    }

    Task<Result<Accepted>> accept() override {
        auto const executor = co_await asio::this_coro::executor;
        if (!acceptor_ && fd_.get() >= 0) acceptor_.emplace(Acceptor{executor, protocol(), fd_.release()});
        if (!acceptor_ || !*acceptor_ || !(*acceptor_)->is_open())
            co_return Failure{Fault::stopped, "accept: closed"};
        auto const token = asio::as_tuple(asio::use_awaitable);
        typename Protocol::socket socket{executor};
        auto const [error] = co_await (*acceptor_)->async_accept(socket, token);
        if (error == asio::error::operation_aborted) co_return Failure{Fault::stopped, "accept: closed"};
        if (error) co_return Failure{Fault::unreachable, "accept: " + error.message()};
        auto peer = peer_of(socket);
        co_return Accepted{make_stream(std::move(socket)), std::move(peer)};
    }
    std::string address() const override { return address_; }
    void close() override {
        error_code ignored;
        if (acceptor_ && *acceptor_) (*acceptor_)->close(ignored);
        if (fd_.get() >= 0) ::close(fd_.release());
    }

private:
    Protocol protocol() const {
        if constexpr (std::is_same_v<Protocol, asio::ip::tcp>) {
            return v6_ ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
        } else {
            return {};
        }
    }

    Descriptor fd_;
    std::string address_;
    bool v6_ = false;
    std::optional<Tied<Acceptor>> acceptor_;
};

Result<std::unique_ptr<Listener>> open_unix(std::string_view address, std::string const& path) {
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    if (path.size() >= sizeof where.sun_path) return cannot(address, "the path is too long");
    path.copy(where.sun_path, path.size());
    ::unlink(path.c_str());
    Descriptor fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    auto const mask = ::umask(0077);
    bool const bound = ::bind(fd.get(), reinterpret_cast<sockaddr*>(&where), sizeof where) == 0;
    ::umask(mask);
    if (!bound || ::listen(fd.get(), SOMAXCONN) != 0) return cannot(address);
    return std::unique_ptr<Listener>{
        std::make_unique<SocketListener<asio::local::stream_protocol>>(std::move(fd))};
}

Result<std::unique_ptr<Listener>> open_tcp(std::string_view address, addrinfo const& where) {
    Descriptor fd{::socket(where.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    int const yes = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(fd.get(), where.ai_addr, where.ai_addrlen) != 0 || ::listen(fd.get(), SOMAXCONN) != 0) {
        return cannot(address);
    }
    return std::unique_ptr<Listener>{std::make_unique<SocketListener<asio::ip::tcp>>(std::move(fd))};
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(std::string_view address) {
    constexpr std::string_view unix_scheme = "unix:";
    if (address.starts_with(unix_scheme))
        return open_unix(address, std::string{address.substr(unix_scheme.size())});
    auto const colon = address.rfind(':');
    if (colon == address.npos) return cannot(address, "expected HOST:PORT or unix:PATH");
    auto host = std::string{address.substr(0, colon)};
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    auto const port = std::string{address.substr(colon + 1)};
    auto const error = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found);
    if (error != 0) return cannot(address, ::gai_strerror(error));
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const owner{found, &::freeaddrinfo};
    return open_tcp(address, *found);
}

}  // namespace rw::net
