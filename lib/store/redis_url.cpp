#include "net/http.hpp"
#include "store/redis.hpp"

#include <charconv>

namespace rw::store {
namespace {

Failure not_an_address(std::string_view url, std::string_view why) {
    return {Fault::bad_input, "redis url `" + std::string{url} + "`: " + std::string{why}};
}

bool read_database(std::string_view text, int& database) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), database);
    return error == std::errc{} && end == text.data() + text.size() && database >= 0;
}

Result<RedisAddress> unix_address(std::string_view url, std::string_view path) {
    RedisAddress address;
    address.where.unix_socket = true;
    auto const query = path.find('?');
    address.where.host = path.substr(0, query);
    if (!path.starts_with('/')) return not_an_address(url, "expected unix:///path/to/redis.sock");
    if (query == path.npos) return address;
    auto const option = path.substr(query + 1);
    bool const good = option.starts_with("db=") && read_database(option.substr(3), address.database);
    if (!good) return not_an_address("unix://…", "after `?` only db=NUMBER is known");
    return address;
}

}  // namespace

Result<RedisAddress> parse_redis_url(std::string_view url) {
    constexpr std::string_view unix_scheme = "unix://";
    if (url.starts_with(unix_scheme)) return unix_address(url, url.substr(unix_scheme.size()));
    if (url.starts_with("redis+sentinel://") || url.starts_with("redis+cluster://")) {
        return not_an_address(
            "redis+…", "Sentinel and Cluster are not available in this version; use redis:// or rediss://");
    }
    auto const parsed = net::parse_url(url);
    bool const known = parsed && (parsed->scheme == "redis" || parsed->scheme == "rediss");
    if (!known)
        return not_an_address(
            "…", "expected embedded:, unix:///path, redis://host:port/db or rediss://host:port/db");
    if (!parsed->password.empty())
        return not_an_address("…", "a password does not belong here; use password_file");
    RedisAddress address;
    address.where = {parsed->host, parsed->port, parsed->scheme == "rediss", false};
    address.user = parsed->user;
    auto const path = std::string_view{parsed->target}.substr(1);
    if (!path.empty() && !read_database(path, address.database)) {
        return not_an_address("…", "the path is the number of a database, such as /0");
    }
    return address;
}

}  // namespace rw::store
