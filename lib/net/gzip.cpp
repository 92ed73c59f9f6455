#include "net/gzip.hpp"

#include <zlib.h>

#include <algorithm>

namespace rw::net {
namespace {

constexpr int gzip_or_zlib = 15 + 32;  // window bits: the header says which

class Inflater {
public:
    Inflater() { ready_ = inflateInit2(&stream_, gzip_or_zlib) == Z_OK; }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(Inflater const&) = delete;
    Inflater& operator=(Inflater const&) = delete;

    bool ready() const { return ready_; }
    z_stream& stream() { return stream_; }

private:
    z_stream stream_{};
    bool ready_ = false;
};

}  // namespace

std::string gzip(std::string_view bytes) {
    constexpr int gzip_window = 15 + 16;
    constexpr int usual_memory = 8;
    z_stream stream{};
    auto const ready =
        deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY);
    if (ready != Z_OK) return {};
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads only
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

Result<std::string> gunzip(std::string_view bytes, std::size_t limit) {
    Inflater inflater;
    if (!inflater.ready()) return Failure{Fault::bad_input, "gzip: no memory"};
    auto& stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads only
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK) {
        auto const before = out.size();
        if (before > limit)
            return Failure{Fault::bad_input, "gzip: longer than " + std::to_string(limit) + " bytes"};
        out.resize(before + std::clamp<std::size_t>(bytes.size() * 4, 4096, 256 << 10));
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        stream.avail_out = static_cast<uInt>(out.size() - before);
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
        if (state == Z_BUF_ERROR && stream.avail_in == 0) break;
    }
    if (state != Z_STREAM_END) return Failure{Fault::bad_input, "gzip: broken or cut short"};
    if (out.size() > limit)
        return Failure{Fault::bad_input, "gzip: longer than " + std::to_string(limit) + " bytes"};
    return out;
}

}  // namespace rw::net
