import java.util.jar.JarFile

def log = new File(basedir, 'build.log').readLines()
def once = { part -> assert log.count { it.contains(part) } == 1 : part }

once('com.acme.Gate was compiled from ')
once('com.acme.Gate is up to date')
once('com.acme.lines.Straight was compiled from ')
once('com.acme.lines.Straight is up to date')
once('com.acme.lines.Straight is not trained: there is no checkpoint beside ')
assert log.count { it.contains('the gradients of com.acme.Gate are right') } == 2
assert !log.any { it.contains('com.acme.Gate is not trained') }

def jar = new File(basedir, 'target/models-1.jar')
def names = new JarFile(jar).withCloseable { file -> file.entries().collect { it.name } }
assert names.containsAll(['com/acme/Use.class', 'com/acme/Gate.class', 'com/acme/Gate.parameters',
    'com/acme/lines/Straight.class', 'META-INF/gradc/com.acme.Gate/LICENSE.txt'])
assert !names.any { it.endsWith('.java') || it == 'module-info.class' || it.startsWith('com/acme/nets/') }

def sums = new File(basedir, 'target/classes/META-INF/gradc/com.acme.Gate/SHA256SUMS').readLines()
assert sums && sums.every { new File(basedir, 'target/classes/' + it.substring(it.indexOf('  ') + 2)).isFile() }

new URLClassLoader(jar.toURI().toURL()).withCloseable { loader ->
    def use = loader.loadClass('com.acme.Use')
    for (a in [false, true]) {
        for (b in [false, true]) {
            assert use.xor(a, b) == (a != b)
        }
    }
}
return true
