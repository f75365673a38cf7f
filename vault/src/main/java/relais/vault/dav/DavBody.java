package relais.vault.dav;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What clients send as XML, bounded and without document types or anything from outside. */
final class DavBody {
    /** The largest body: a client's properties are some hundred bytes. */
    static final int MOST_BYTES = 128 * 1024;

    private static final int MOST_PROPERTIES = 500;

    /** A name or an address. */
    private static final int MOST_OWNER = 2_000;

    private DavBody() {}

    /** Which properties are asked for (RFC 4918, section 14.20). */
    sealed interface Asked {
        /** All that are usual. */
        record All() implements Asked {}

        /** The names alone. */
        record Names() implements Asked {}

        /** These. */
        record Some(List<Property> properties) implements Asked {}
    }

    /**
     * A property to be set or taken away (section 14.19).
     *
     * @param value its element as XML; null to take it away
     */
    record Change(Property property, @Nullable String value) {}

    /**
     * The lock that is asked for (section 14.11).
     *
     * @param owner what the client says of itself, as XML; empty for nothing
     */
    record Lock(boolean exclusive, String owner) {}

    /** No body asks for all. */
    static Asked propfind(InputStream body) throws IOException, Malformed {
        Optional<Element> root = root(body);
        if (root.isEmpty()) {
            return new Asked.All();
        }
        if (!is(root.get(), "propfind")) {
            throw new Malformed("propfind is wanted");
        }
        for (Element child : children(root.get())) {
            if (is(child, "allprop")) {
                return new Asked.All();
            }
            if (is(child, "propname")) {
                return new Asked.Names();
            }
            if (is(child, "prop")) {
                return new Asked.Some(children(child).stream().map(DavBody::name).toList());
            }
        }
        throw new Malformed("propfind asks for nothing");
    }

    static List<Change> proppatch(InputStream body) throws IOException, Malformed {
        Element root = root(body).orElseThrow(() -> new Malformed("a body is wanted"));
        if (!is(root, "propertyupdate")) {
            throw new Malformed("propertyupdate is wanted");
        }
        List<Change> changes = new ArrayList<>();
        for (Element part : children(root)) {
            boolean set = is(part, "set");
            if (!set && !is(part, "remove")) {
                continue;
            }
            for (Element prop : children(part)) {
                for (Element property : children(prop)) {
                    changes.add(new Change(name(property), set ? text(property) : null));
                }
            }
        }
        if (changes.isEmpty() || changes.size() > MOST_PROPERTIES) {
            throw new Malformed("from 1 to " + MOST_PROPERTIES + " properties may be changed");
        }
        return changes;
    }

    /** Empty where there is no body: a lock is to be refreshed. */
    static Optional<Lock> lock(InputStream body) throws IOException, Malformed {
        Optional<Element> root = root(body);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        boolean exclusive = false;
        boolean shared = false;
        String owner = "";
        for (Element child : children(root.get())) {
            if (is(child, "lockscope")) {
                exclusive = children(child).stream().anyMatch(one -> is(one, "exclusive"));
                shared = children(child).stream().anyMatch(one -> is(one, "shared"));
            } else if (is(child, "owner")) {
                owner = text(child);
                if (owner.length() > MOST_OWNER) {
                    throw new Malformed("the owner has more than " + MOST_OWNER + " signs");
                }
            }
        }
        if (!is(root.get(), "lockinfo") || exclusive == shared) {
            throw new Malformed("lockinfo with one scope is wanted");
        }
        return Optional.of(new Lock(exclusive, owner));
    }

    /** The body is not XML, or not what is wanted here. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    private static Optional<Element> root(InputStream body) throws IOException, Malformed {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        if (bytes.length > MOST_BYTES) {
            throw new Malformed("the body is larger than " + MOST_BYTES + " bytes");
        }
        try {
            Document document = reader().parse(new java.io.ByteArrayInputStream(bytes));
            return Optional.of(document.getDocumentElement());
        } catch (SAXException e) {
            throw new Malformed("this is not well-formed XML");
        }
    }

    private static DocumentBuilder reader() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML reader knows these features", e);
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> all = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                all.add(element);
            }
        }
        return all;
    }

    private static boolean is(Element element, String name) {
        return Property.DAV.equals(element.getNamespaceURI())
                && name.equals(element.getLocalName());
    }

    private static Property name(Element element) {
        String namespace = element.getNamespaceURI();
        return new Property(namespace == null ? "" : namespace, element.getLocalName());
    }

    /** The element as XML that stands by itself: with the namespaces that it needs. */
    private static String text(Element element) throws Malformed {
        try {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter out = new StringWriter();
            writer.transform(new DOMSource(element), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new Malformed("a property cannot be read");
        }
    }
}
